package io.ballot.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** The nodes' votes, added up. */
class VoteTimesTest {

    private final ObjectMapper json = new ObjectMapper();

    private JsonNode told(String counts) throws Exception {
        return json.readTree("{\"boundsMs\":[1,5],\"counts\":" + counts + "}");
    }

    @Test
    void theVotesOfTwoNodesAreAdded() throws Exception {
        VoteTimes both = VoteTimes.NONE.plus(told("[10,0,0]")).plus(told("[0,89,1]"));
        assertThat(both.votes().answered()).isEqualTo(100);
        assertThat(both.within(0.1)).isEqualTo("1 ms");
        assertThat(both.within(0.5)).isEqualTo("5 ms");
        assertThat(both.within(1)).isEqualTo("?");
    }

    @Test
    void aNodeThatDoesNotTellAddsNothing() throws Exception {
        assertThat(VoteTimes.NONE.plus(json.readTree("{}")).within(0.5)).isEqualTo("?");
    }
}
