package io.ballot.node.store;

import io.ballot.fuzz.ByteDamage;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.FuzzTarget;
import io.ballot.fuzz.Promises;
import io.ballot.fuzz.WireDamage;
import io.ballot.fuzz.WireTargets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A snapshot file is a memory, or a reason why it is none; with right checksums as well as with wrong ones. */
public final class SnapshotFileFuzz implements FuzzTarget {

    private static final int MOST_PER_BYTE = 120;
    /** Two names of the header, each of which may say that it is 64 KiB long. */
    private static final int MOST_BESIDE = 1024 * 1024;

    private static final int BLOCK_HEAD = 8;

    private final WireDamage parts = WireTargets.snapshotDamage();
    private final byte[] whole = written(SampleMemory.memory());

    @Override
    public String name() {
        return "snapshot-file";
    }

    @Override
    public int perMille() {
        return 67;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        List<byte[]> blocks = blocks();
        for (int i = random.below(4); i > 0; i--) {
            int at = random.below(blocks.size());
            switch (random.below(5)) {
                case 0 -> blocks.remove(random.oneIn(3) || blocks.size() == 1 ? 0 : at);
                case 1 -> blocks.add(at, blocks.get(random.below(blocks.size())));
                case 2 -> blocks.set(at, parts.make(random));
                default -> blocks.set(at, ByteDamage.of(blocks.get(at), random));
            }
            if (blocks.isEmpty()) {
                blocks.add(new byte[0]);
            }
        }
        byte[] file = file(blocks);
        return random.oneIn(4) ? ByteDamage.of(file, random) : file;
    }

    @Override
    public Answer check(byte[] input) throws Exception {
        Memory memory = Promises.costsAtMost(MOST_BESIDE + (long) MOST_PER_BYTE * input.length, () -> read(input));
        if (memory == null) {
            return Answer.REFUSED;
        }
        Memory again = read(written(memory));
        Promises.holds(Promises.same(memory, again), "written and read again, %s is %s", memory, again);
        return Answer.UNDERSTOOD;
    }

    private static @Nullable Memory read(byte[] file) {
        try {
            return SnapshotFormat.read(new ByteArrayInputStream(file), "demo", SampleMemory.N1);
        } catch (SnapshotFormat.BadSnapshotException e) {
            Promises.oneLine(e.getMessage());
            return null;
        } catch (IOException e) {
            throw new AssertionError("not known for a bad file, so the node would not start", e);
        }
    }

    private static byte[] written(Memory memory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OldSnapshotWriter.write(out, "demo", memory);
        } catch (IOException e) {
            throw new AssertionError("cannot write what was read", e);
        }
        return out.toByteArray();
    }

    private List<byte[]> blocks() {
        List<byte[]> blocks = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(whole);
        while (in.hasRemaining()) {
            byte[] block = new byte[in.getInt()];
            in.getInt();
            in.get(block);
            blocks.add(block);
        }
        return blocks;
    }

    private static byte[] file(List<byte[]> blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            CRC32C crc = new CRC32C();
            crc.update(block);
            out.writeBytes(ByteBuffer.allocate(BLOCK_HEAD)
                    .putInt(block.length)
                    .putInt((int) crc.getValue())
                    .array());
            out.writeBytes(block);
        }
        return out.toByteArray();
    }
}
