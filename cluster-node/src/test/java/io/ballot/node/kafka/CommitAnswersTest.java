package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C2")
class CommitAnswersTest {

    @Test
    void theGroupsOwnNoIsARefusal() {
        assertThat(List.of(
                        new CommitFailedException(),
                        new FencedInstanceIdException("fenced"),
                        new IllegalGenerationException(),
                        new UnknownMemberIdException(),
                        new KafkaException("wrapped", new UnknownMemberIdException())))
                .allSatisfy(error -> assertThat(CommitErrors.classify(error)).isEqualTo(CommitResult.REFUSED));
    }

    @Test
    void whatMayPassIsAFailure() {
        assertThat(List.of(
                        new RetriableCommitFailedException("later"),
                        new RebalanceInProgressException(),
                        new TimeoutException(),
                        new KafkaException("unknown")))
                .allSatisfy(error -> assertThat(CommitErrors.classify(error)).isEqualTo(CommitResult.FAILED));
        assertThat(CommitErrors.classify(null)).isEqualTo(CommitResult.OK);
    }

    @Test
    void aCommitOverSeveralQueuesIsAnsweredOnceWithItsWorstPart() {
        List<Event> answers = new ArrayList<>();
        CommitRequest request = new CommitRequest(5, 3, answers::add);

        request.partEnded(CommitResult.REFUSED);
        request.partEnded(CommitResult.OK);
        assertThat(answers).isEmpty();
        request.partEnded(CommitResult.FAILED);

        assertThat(answers).containsExactly(new Event.CommitDone(5, CommitResult.REFUSED));
    }

    @Test
    void memberNamesAreLegalForKafkaAndTellTheNode() {
        String instance = GroupNames.instance("host_1:7070", "mail-out");

        assertThat(instance).matches("[a-zA-Z0-9._-]+").endsWith(".mail-out");
        assertThat(GroupNames.nodeOf(instance, "mail-out")).contains("host_1:7070");
        assertThat(GroupNames.nodeOf("somebody", "mail-out")).isEmpty();
        assertThat(GroupNames.group("demo", "mail-out")).isEqualTo("ballot.demo.mail-out");
    }
}
