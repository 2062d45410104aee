package io.ballot.node.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stored text itself: nodes of two versions read each other's. A change here is a change of the format. */
class ZnodeFormatTest {

    private static final NodeId N1 = new NodeId("n1");

    @Test
    void aMember() throws Exception {
        Member member = new Member(
                new StoreRef(N1, new Id128(1, 2)),
                new Life(N1, new Id128(3, 4), new Id128(5, 6)),
                "h:1",
                "http://h:2",
                99,
                "0.1.0",
                1);
        assertFormat(
                member,
                Member.class,
                "{'schema':1,'store':{'node':'n1','store':'00000000000000010000000000000002'},"
                        + "'life':{'node':'n1','life':'00000000000000030000000000000004','dir':'00000000000000050000000000000006'},"
                        + "'transport':'h:1','admin':'http://h:2','pid':99,'version':'0.1.0','protocol':1}");
    }

    @Test
    void aView() throws Exception {
        View view = new View(
                7,
                N1,
                List.of(new StoreRef(N1, new Id128(1, 2))),
                new FilterParams(10_000_000, 1e-6),
                new Id128(8, 9),
                new Times(1, 2, 3, 4, 5, true, 0),
                false);
        assertFormat(
                view,
                View.class,
                "{'schema':1,'epoch':7,'leader':'n1',"
                        + "'inSync':[{'node':'n1','store':'00000000000000010000000000000002'}],"
                        + "'filter':{'expectedTasks':10000000,'errorRate':1.0E-6},'hashSeed':'00000000000000080000000000000009',"
                        + "'times':{'leaseMs':1,'leaseMarginMs':2,'suspendGraceMs':3,'zkGraceMs':4,'clockRateBoundPercent':5,"
                        + "'uncleanDoubt':true,'minInsync':0},'closed':false}");
    }

    @Test
    void anEpoch() throws Exception {
        assertFormat(
                new Reign(7, "n1", new Id128(1, 2)),
                Reign.class,
                "{'schema':1,'epoch':7,'leader':'n1','claim':'00000000000000010000000000000002'}");
    }

    @Test
    void aKnownNode() throws Exception {
        assertFormat(
                new KnownNode(N1, new Id128(1, 2), new Id128(3, 4), 5, "h:1", "http://h:2"),
                KnownNode.class,
                "{'schema':1,'node':'n1','store':'00000000000000010000000000000002',"
                        + "'dir':'00000000000000030000000000000004','starts':5,'transport':'h:1','admin':'http://h:2'}");
    }

    @Test
    void ceilings() throws Exception {
        assertFormat(
                new CeilingChunk("q", new Id128(1, 2), 4096, Arrays.asList(5L, null, 7L)),
                CeilingChunk.class,
                "{'schema':1,'queue':'q','topic':'00000000000000010000000000000002','first':4096,"
                        + "'offsets':[5,null,7]}");
    }

    @Test
    void unknownFieldsOfALaterVersionAreIgnored() throws Exception {
        assertThat(ZnodeJson.read(
                        "/x",
                        bytes(
                                "{'schema':1,'epoch':7,'leader':'n1','claim':'00000000000000010000000000000002','new':{}}"),
                        Reign.class))
                .isEqualTo(new Reign(7, "n1", new Id128(1, 2)));
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedWithPathAndReason() {
        assertRefused("", "holds no JSON object");
        assertRefused("{'epoch':7}", "holds no JSON object with a schema number");
        assertRefused("{'schema':2}", "it has schema 2, this version reads schema 1");
        assertRefused("{'schema':1,'epoch':7,'leader':'n1'}", "claim");
        assertRefused("{'schema':1,'epoch':7,'leader':'n1','claim':'12'}", "32 hexadecimal digits");
        assertRefused(
                "{'schema':1,'epoch':7,'leader':'n1','claim':'+0000000000000010000000000000002'}",
                "32 hexadecimal digits");
        assertRefused("{'schema':1,'epo", "no reign in JSON");
    }

    /** Each of these was once taken for something that it does not say. */
    @Test
    void aValueOfAnotherKindIsRefused() {
        String claim = "'claim':'00000000000000010000000000000002'}";
        assertRefused("{'schema':1,'epoch':'7','leader':'n1'," + claim, "no reign in JSON");
        assertRefused("{'schema':1,'epoch':7.5,'leader':'n1'," + claim, "no reign in JSON");
        assertRefused("{'schema':1,'epoch':null,'leader':'n1'," + claim, "no reign in JSON");
        assertRefused("{'schema':1,'epoch':7,'leader':1," + claim, "no reign in JSON");
        assertThatThrownBy(() -> ZnodeJson.read(
                        "/x",
                        bytes(
                                "{'schema':1,'store':'00000000000000010000000000000002',"
                                        + "'dir':'00000000000000030000000000000004','starts':5,'transport':'h:1','admin':'a','node':{}}"),
                        KnownNode.class))
                .isInstanceOf(UnreadableZnodeException.class);
    }

    @Test
    void aCeilingOfNoPartitionIsRefused() {
        for (String first : List.of("-1", "2147483647")) {
            String text = "{'schema':1,'queue':'q','topic':'00000000000000010000000000000002','first':" + first
                    + ",'offsets':[5,7]}";
            assertThatThrownBy(() -> ZnodeJson.read("/x", bytes(text), CeilingChunk.class))
                    .isInstanceOf(UnreadableZnodeException.class)
                    .hasMessageContaining("no partitions from " + first + " on");
        }
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> ZnodeJson.read("/ballot/x", bytes(text), Reign.class))
                .isInstanceOf(UnreadableZnodeException.class)
                .hasMessageStartingWith("cannot read znode /ballot/x: ")
                .hasMessageContaining(reason);
    }

    private static <T extends Record> void assertFormat(T value, Class<T> type, String expected) throws Exception {
        assertThat(new String(ZnodeJson.write(value), StandardCharsets.UTF_8).replace('"', '\''))
                .isEqualTo(expected);
        assertThat(ZnodeJson.read("/x", bytes(expected), type)).isEqualTo(value);
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
