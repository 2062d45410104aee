package io.ballot.node.kafka;

import io.ballot.fuzz.ByteDamage;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.FuzzTarget;
import io.ballot.fuzz.Promises;
import io.ballot.protocol.Id128;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a record, which anybody can write: every record has a name and an id, and one byte more or less in its own
 * id makes it another task. An input is a row of headers: which (1 byte), length (2 bytes, 65535 for a null), value.
 */
public final class HeadersFuzz implements FuzzTarget {

    private static final List<String> KEYS = List.of(
            Headers.TASK_ID, Headers.CE_ID, Headers.CE_SOURCE, Headers.ROUND, Headers.REPLAY, Headers.RECORD, "other");
    private static final List<String> VALUES = List.of(
            "",
            "order-4711",
            "7",
            "-1",
            "2147483647",
            "2147483648",
            " 3 ",
            "0x00ff",
            "\uFFFD",
            "\u0663",
            "\ud83d\ude00");
    private static final int NULL = 0xffff;
    private static final Id128 TOPIC = new Id128(3, 4);

    private final TaskIdentity identity = new TaskIdentity("mail", new Id128(1, 2));

    @Override
    public String name() {
        return "headers";
    }

    @Override
    public int perMille() {
        return 100;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.below(6); i > 0; i--) {
            byte[] value = random.pick(VALUES).getBytes(StandardCharsets.UTF_8);
            if (random.oneIn(3)) {
                value = random.oneIn(2) ? ByteDamage.of(value, random) : random.bytes(random.size(2_000));
            }
            out.write(random.below(KEYS.size()));
            boolean none = random.oneIn(20);
            out.writeBytes(ByteBuffer.allocate(2)
                    .putShort((short) (none ? NULL : value.length))
                    .array());
            out.writeBytes(none ? new byte[0] : value);
        }
        return out.toByteArray();
    }

    @Override
    public Answer check(byte[] input) {
        TaskName name = TaskName.of(headers(input, -1));
        Promises.holds(name.round() >= 0, "round %d", name.round());
        Id128 id = id(name);
        Promises.holds(id.equals(id(TaskName.of(headers(input, -1)))), "two ids for one record");
        String maybeId = name.maybeId();
        if (maybeId == null) {
            return Answer.REFUSED;
        }
        Promises.holds(!maybeId.isEmpty(), "an empty id");
        for (int flipped = 0; flipped < 8; flipped++) {
            Id128 other = id(TaskName.of(headers(input, flipped)));
            Promises.holds(!id.equals(other), "with bit %d of its last id flipped it is still task %s", flipped, id);
        }
        return Answer.UNDERSTOOD;
    }

    private Id128 id(TaskName name) {
        String maybeId = name.maybeId();
        return maybeId == null
                ? identity.ofRecord(TOPIC, 0, 7, 1)
                : identity.ofName(name.namespace(), name.source(), maybeId, name.round());
    }

    /** @param flip a bit of the first byte of the id that counts, or -1 for none */
    private static RecordHeaders headers(byte[] input, int flip) {
        RecordHeaders headers = new RecordHeaders();
        ByteBuffer in = ByteBuffer.wrap(input);
        while (in.remaining() >= 3) {
            String key = KEYS.get(Math.floorMod(in.get(), KEYS.size()));
            int length = Short.toUnsignedInt(in.getShort());
            byte[] value = new byte[Math.min(length, in.remaining())];
            if (length != NULL) {
                in.get(value);
            }
            headers.add(key, length == NULL ? null : value);
        }
        if (flip >= 0) {
            var counts = headers.lastHeader(Headers.TASK_ID);
            boolean named = counts != null && counts.value() != null && counts.value().length > 0;
            byte[] id =
                    named ? counts.value() : headers.lastHeader(Headers.CE_ID).value();
            id[0] ^= (byte) (1 << flip);
        }
        return headers;
    }
}
