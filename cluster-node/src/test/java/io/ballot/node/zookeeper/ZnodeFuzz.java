package io.ballot.node.zookeeper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballot.fuzz.ByteDamage;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.FuzzTarget;
import io.ballot.fuzz.Promises;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import io.ballot.protocol.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a znode are the record that they say, word for word, or are refused with path and reason. An input begins
 * with a byte that says which record is looked for.
 */
public final class ZnodeFuzz implements FuzzTarget {

    private static final NodeId N1 = new NodeId("n1");
    private static final StoreRef STORE = new StoreRef(N1, new Id128(1, 2));
    private static final List<Record> RECORDS = List.of(
            new Member(STORE, new Life(N1, new Id128(3, 4), new Id128(5, 6)), "h:1", "http://h:2", 99, "0.1.0", 1),
            new View(
                    7,
                    N1,
                    List.of(STORE, new StoreRef(new NodeId("n2"), new Id128(1, 2))),
                    new FilterParams(10_000_000, 1e-6),
                    new Id128(8, 9),
                    new Times(1, 2, 3, 4, 5, true, 0),
                    false),
            new Reign(7, "n1", new Id128(1, 2)),
            new KnownNode(N1, new Id128(1, 2), new Id128(3, 4), 5, "h:1", "http://h:2"),
            new CeilingChunk("q", new Id128(1, 2), 4096, Arrays.asList(5L, null, 7L)));

    /** A name, a value, or a whole list or object without lists and objects in it. */
    private static final Pattern PIECE =
            Pattern.compile("\"[^\"]*\"|-?[0-9][0-9.E-]*|true|false|null|[\\[{][^\\[{}\\]]*[}\\]]");

    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "[null]",
            "{\"a\":1}",
            "\"\"",
            "\"7\"",
            "7",
            "-1",
            "1.5",
            "1e400",
            "1e-400",
            "NaN",
            "9223372036854775807",
            "9223372036854775808",
            "2147483648",
            "-2147483648",
            "\"schema\"",
            "\"node\"",
            "\"a/b\"",
            "\"00000000000000010000000000000002\"",
            "\"+0000000000000010000000000000002\"",
            "\"\\u0000\\u202e\"");

    private final ObjectMapper plain = new ObjectMapper();

    @Override
    public String name() {
        return "znode";
    }

    @Override
    public int perMille() {
        return 70;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        int which = random.below(RECORDS.size());
        String text = new String(ZnodeJson.write(RECORDS.get(which)), StandardCharsets.UTF_8);
        for (int i = random.below(3); i > 0; i--) {
            text = replaced(text, random);
        }
        if (random.oneIn(300)) {
            text = "[".repeat(random.size(200_000)) + text;
        }
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        if (random.oneIn(5)) {
            json = ByteDamage.of(json, random);
        }
        return ByteDamage.joined(new byte[] {(byte) which}, json);
    }

    private static String replaced(String text, FuzzRandom random) {
        Matcher pieces = PIECE.matcher(text);
        long count = pieces.results().count();
        if (count == 0) {
            return text;
        }
        int picked = random.below((int) count);
        pieces.reset();
        for (int i = 0; i <= picked; i++) {
            if (!pieces.find()) {
                return text;
            }
        }
        String piece = random.oneIn(6) ? Long.toString(random.number()) : random.pick(PIECES);
        return text.substring(0, pieces.start()) + piece + text.substring(pieces.end());
    }

    @Override
    public Answer check(byte[] input) throws IOException {
        int which = input.length == 0 ? 0 : Math.floorMod(input[0], RECORDS.size());
        byte[] json = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        Class<? extends Record> type = RECORDS.get(which).getClass();
        try {
            Record record = ZnodeJson.read("/ballot/x", json, type);
            byte[] written = ZnodeJson.write(record);
            saysNoMore(plain.readTree(written), plain.readTree(json), type.getSimpleName());
            Promises.holds(record.equals(ZnodeJson.read("/ballot/x", written, type)), "%s is another one", record);
            if (record instanceof CeilingChunk chunk) {
                ceilings(chunk);
            }
            return Answer.UNDERSTOOD;
        } catch (UnreadableZnodeException e) {
            Promises.oneLine(e.getMessage());
            return Answer.REFUSED;
        }
    }

    /** What was understood stands in the znode; there may be more in it, of a later version. */
    private static void saysNoMore(JsonNode understood, JsonNode stands, String where) {
        if (understood.isObject()) {
            understood
                    .fieldNames()
                    .forEachRemaining(name -> saysNoMore(understood.get(name), stands.path(name), where + "." + name));
        } else if (understood.isArray()) {
            Promises.holds(stands.isArray() && stands.size() == understood.size(), "%s: a list for %s", where, stands);
            // Lists of objects are sets, which are put in order.
            for (int i = 0; i < understood.size() && !understood.get(i).isObject(); i++) {
                saysNoMore(understood.get(i), stands.get(i), where);
            }
            understood.forEach(one -> Promises.holds(!one.isNull() || where.endsWith("offsets"), "%s: null", where));
        } else if (understood.isNumber()) {
            boolean same = stands.isNumber() && understood.decimalValue().compareTo(stands.decimalValue()) == 0;
            Promises.holds(same, "%s: %s for %s", where, understood, stands);
        } else if (understood.isTextual()) {
            boolean same = stands.isTextual() && understood.textValue().equalsIgnoreCase(stands.textValue());
            Promises.holds(same, "%s: %s for %s", where, understood, stands);
        } else {
            Promises.holds(understood.equals(stands), "%s: %s for %s", where, understood, stands);
        }
    }

    private static void ceilings(CeilingChunk chunk) {
        TreeMap<io.ballot.protocol.QueuePartition, Long> ceilings = new TreeMap<>();
        chunk.addTo(ceilings);
        ceilings.keySet().forEach(at -> Promises.holds(at.partition() >= 0, "ceiling of partition %d", at.partition()));
    }
}
