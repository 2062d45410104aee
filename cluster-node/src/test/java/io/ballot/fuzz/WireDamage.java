package io.ballot.fuzz;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.WireFormat;
import io.ballot.fuzz.WireTree.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes inputs from whole messages of one type: what is wrong with them is wrong for the schema, not only for a checksum. */
public final class WireDamage {

    private static final int[] OTHER_NUMBERS = {1, 2, 9, 15, 16, 23, 40, 99, 536870911};
    private static final List<byte[]> TEXTS = List.of(
            new byte[0],
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            "two\nlines \u009b31m \u202e\u2028".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "\ud83d\ude00".repeat(300).getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "demo".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private final List<WireTree> originals;
    private final int most;

    /** @param most bytes of one input, about; the limit of a frame, where there is one */
    public WireDamage(Descriptor type, List<byte[]> messages, int most) {
        this.originals =
                messages.stream().map(bytes -> WireTree.of(type, bytes)).toList();
        this.most = most;
    }

    public byte[] make(FuzzRandom random) {
        if (random.oneIn(50)) {
            return random.bytes(random.size(300));
        }
        WireTree tree = random.pick(originals).copy();
        for (int i = random.below(4); i > 0; i--) {
            damage(tree, random);
        }
        byte[] bytes = tree.toBytes();
        if (random.oneIn(4)) {
            bytes = ByteDamage.of(bytes, random);
        }
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private void damage(WireTree root, FuzzRandom random) {
        List<WireTree> all = new ArrayList<>();
        root.addAllTo(all);
        WireTree tree = random.pick(all);
        if (tree.fields.isEmpty() || random.oneIn(10)) {
            tree.fields.add(random.below(tree.fields.size() + 1), unknown(random));
            return;
        }
        Field field = random.pick(tree.fields);
        switch (random.below(10)) {
            case 0 -> tree.fields.remove(field);
            case 1 -> tree.fields.add(field.copy());
            case 2 -> repeat(tree, field, random);
            case 3 -> field.number = OTHER_NUMBERS[random.below(OTHER_NUMBERS.length)];
            case 4 -> field.wire = random.below(8);
            case 5 -> field.lengthLie = random.number();
            case 6 -> splice(field, random);
            case 7 -> Collections.shuffle(tree.fields, new Random(random.number()));
            default -> value(field, random);
        }
    }

    /** Another value where the type stays: most of these are understood, and the rest refused for what they say. */
    private void value(Field field, FuzzRandom random) {
        field.value = random.number();
        if (field.wire != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            return;
        }
        field.maybeNested = null;
        field.bytes = switch (random.below(6)) {
            case 0 -> random.pick(TEXTS);
            case 1 -> numbers(random.size(64), random);
            case 2 -> Arrays.copyOf(field.bytes, random.size(64));
            case 3 -> random.oneIn(100) ? new byte[random.size(most)] : new byte[16];
            default -> ByteDamage.of(field.bytes, random);
        };
    }

    /** Sometimes as many as a frame holds: empty ones, which cost the sender two bytes each. */
    private void repeat(WireTree tree, Field field, FuzzRandom random) {
        Field one = field.copy();
        boolean empty = random.oneIn(2);
        if (empty) {
            one.maybeNested = null;
            one.bytes = new byte[0];
        }
        int room = 2 * most / Math.max(2, size(one));
        int times = random.oneIn(60) ? random.size(empty ? most / 3 : 1_000) : random.size(16);
        for (int i = Math.min(room, times); i > 0; i--) {
            tree.fields.add(one.copy()); // what becomes of one later must not become of all
        }
    }

    private static int size(Field field) {
        return field.maybeNested == null ? field.bytes.length : field.maybeNested.toBytes().length;
    }

    private void splice(Field field, FuzzRandom random) {
        List<WireTree> donors = new ArrayList<>();
        random.pick(originals).addAllTo(donors);
        field.wire = WireFormat.WIRETYPE_LENGTH_DELIMITED;
        field.maybeNested = random.pick(donors).copy();
    }

    /** What a later version, or nobody, would send: single fields, many different ones, groups within groups. */
    private Field unknown(FuzzRandom random) {
        Field field = new Field(100 + random.below(1_000), WireFormat.WIRETYPE_VARINT);
        field.value = random.number();
        if (random.oneIn(4)) {
            field.wire = WireFormat.WIRETYPE_START_GROUP;
            byte[] start = new byte[random.oneIn(20) ? random.size(most / 2) : random.size(300)];
            Arrays.fill(start, (byte) (1 << 3 | WireFormat.WIRETYPE_START_GROUP));
            field.bytes = start;
        } else if (random.oneIn(50)) {
            field.wire = WireFormat.WIRETYPE_START_GROUP;
            field.bytes = distinct(random.size(most / 8), field.number);
        }
        return field;
    }

    /** A group of {@code count} fields of different numbers, one byte of content each. */
    private static byte[] distinct(int count, int group) {
        return written(out -> {
            for (int i = 1; i <= count; i++) {
                out.writeUInt32(1_000 + i, i & 0x7f);
            }
            out.writeTag(group, WireFormat.WIRETYPE_END_GROUP);
        });
    }

    private static byte[] numbers(int count, FuzzRandom random) {
        return written(out -> {
            for (int i = 0; i < count; i++) {
                out.writeSInt64NoTag(random.number());
            }
        });
    }

    private interface Write {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Write write) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            write.to(out);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
