package io.ballot.node.store;

import io.ballot.fuzz.ByteDamage;
import io.ballot.fuzz.FuzzRandom;
import io.ballot.fuzz.FuzzTarget;
import io.ballot.fuzz.Promises;
import io.ballot.fuzz.WireDamage;
import io.ballot.fuzz.WireTargets;
import io.ballot.protocol.Id128;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.wire.JournalBlock;
import io.ballot.protocol.wire.JournalCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A journal's file is a memory as far as it goes, or a reason why it is none; with right checksums as well as wrong ones. */
public final class JournalFuzz implements FuzzTarget {

    private static final int MOST_PER_BYTE = 120;
    /** A registry, however little is in it. */
    private static final int MOST_BESIDE = 2 * 1024 * 1024;

    private static final long SEGMENT = 1;

    private final WireDamage damage = WireTargets.blockDamage();
    private final List<byte[]> whole = whole();
    private final Path directory;
    private final JournalSettings settings;

    public JournalFuzz() {
        try {
            directory = Files.createTempDirectory("journal-fuzz");
            settings = JournalLife.settings(DataDirectory.open(directory, "demo"), false);
        } catch (IOException | StoreException e) {
            throw new IllegalStateException("no directory to write to", e);
        }
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public int perMille() {
        return 3;
    }

    @Override
    public byte[] make(FuzzRandom random) {
        List<byte[]> blocks = new ArrayList<>(whole);
        for (int i = random.below(3); i > 0; i--) {
            int at = random.below(blocks.size());
            switch (random.below(6)) {
                case 0 -> blocks.remove(at);
                case 1 -> blocks.add(at, blocks.get(random.below(blocks.size())));
                case 2 -> blocks.set(at, damage.make(random));
                case 3 -> blocks.set(at, ByteDamage.of(blocks.get(at), random));
                default -> blocks.add(damage.make(random));
            }
            if (blocks.isEmpty()) {
                blocks.add(whole.get(0));
            }
        }
        byte[] file = file(blocks);
        return switch (random.below(8)) {
            case 0 -> ByteDamage.of(file, random);
            case 1 -> Arrays.copyOf(file, random.below(file.length + 1));
            case 2 -> Arrays.copyOf(file, file.length + random.below(2_000));
            default -> file;
        };
    }

    @Override
    public Answer check(byte[] input) throws Exception {
        Path file = new Segments(directory).file(SEGMENT);
        Files.write(file, input);
        try {
            Found found = Promises.costsAtMost(MOST_BESIDE + (long) MOST_PER_BYTE * input.length, () -> read(file));
            Promises.holds(found.goodEnd() + found.tornBytes() == input.length, "%s of %d bytes", found, input.length);
            // What is told to be whole says the same without what is not.
            Files.write(file, Arrays.copyOf(input, (int) found.goodEnd()));
            Found again = read(file);
            Promises.holds(
                    again.tornBytes() == 0
                            && SampleChanges.told(again.recovery()).equals(SampleChanges.told(found.recovery())),
                    "read again, %s is %s",
                    found,
                    again);
            return Answer.UNDERSTOOD;
        } catch (DamagedJournalException | StoreException e) {
            Promises.oneLine(e.getMessage());
            return Answer.REFUSED;
        }
    }

    private Found read(Path file) throws Exception {
        return Found.read(file, SEGMENT, settings, new Id128(79, 80), RecordFormat.VERSION);
    }

    private static List<byte[]> whole() {
        List<byte[]> blocks = new ArrayList<>();
        blocks.add(JournalCodec.encode(new JournalBlock.Head("demo", SampleChanges.N1, new Id128(1, 2))));
        blocks.add(JournalCodec.encode(new JournalBlock.Started(JournalLife.BOOT, 1, true)));
        List<JournalRecord> changes = SampleChanges.oneOfEach();
        try {
            JournalCodec.encode(SampleChanges.whole(changes.subList(0, 3)), blocks::add);
            for (JournalRecord change : changes) {
                JournalCodec.encode(change, blocks::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a list that cannot be added to", e);
        }
        return blocks;
    }

    private static byte[] file(List<byte[]> blocks) {
        int size = blocks.stream()
                .mapToInt(block -> RecordFormat.HEAD + block.length)
                .sum();
        ByteBuffer file =
                ByteBuffer.allocate(RecordFormat.PREAMBLE + size).put(RecordFormat.preamble(RecordFormat.VERSION));
        for (byte[] block : blocks) {
            RecordFormat.putHead(file, SEGMENT, file.position(), block);
            file.put(block);
        }
        return file.array();
    }

    @Override
    public void close() {
        settings.directory().close();
        try {
            for (String name : Copies.names(directory)) {
                Files.delete(directory.resolve(name));
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
