package io.ballot.node.store;

import io.ballot.core.Recovery;
import io.ballot.core.registry.GenerationStats;
import io.ballot.protocol.Id128;
import io.ballot.protocol.wire.JournalBlock;
import io.ballot.protocol.wire.JournalCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a life on what its journal tells: the memory of the life before, or none and a new store id.
 *
 * <p>When this returns, the file says that this start took place. Only then is the cluster told, so a file is never older
 * than what the cluster saw, unless it is a copy.
 */
final class JournalStart {

    private static final Logger log = LoggerFactory.getLogger(JournalStart.class);

    private final JournalSettings settings;
    private final Id128 boot;
    private final int version;
    private final Segments segments;
    private final SegmentStart files;
    private final OldSnapshot oldSnapshot;

    /** @param version of the format: a later one is refused, an earlier one not gone on with */
    JournalStart(JournalSettings settings, Id128 boot, int version) {
        this.settings = settings;
        this.boot = boot;
        this.version = version;
        this.segments = new Segments(settings.directory().path());
        this.files = new SegmentStart(settings, segments, version);
        this.oldSnapshot = new OldSnapshot(settings);
    }

    /**
     * @param maybeRecovery the memory that is continued; null for a new store
     * @param files begins the next one
     */
    record Begun(
            Id128 store,
            @Nullable Recovery maybeRecovery,
            JournalBlock.Started started,
            SegmentWriter writer,
            SegmentStart files) {}

    /** @throws StoreException when the journal is another's or a later version's, or cannot be read or written */
    Begun begin(Optional<KnownStart> maybeKnown, Supplier<Id128> newStore) throws StoreException {
        try {
            long nextStart = maybeKnown.map(KnownStart::starts).orElse(0L) + 1;
            JournalBlock.Started started = new JournalBlock.Started(boot, nextStart, settings.forced());
            List<Long> numbers = segments.numbers();
            if (!numbers.isEmpty()) {
                long latest = numbers.get(numbers.size() - 1);
                Found found = maybeContinued(latest, maybeKnown);
                if (found != null) {
                    return found.version() < version ? inThisFormat(found, started) : goOn(found, started);
                }
                segments.putAside(latest);
                return anew(latest + 1, newStore.get(), null, started);
            }
            OldSnapshot.Taken old = oldSnapshot.maybeTaken(maybeKnown);
            return anew(1, old == null ? newStore.get() : old.store(), old, started);
        } catch (IOException e) {
            throw new StoreException(
                    "cannot use the journal in " + settings.directory().path() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Found maybeContinued(long latest, Optional<KnownStart> maybeKnown)
            throws IOException, StoreException {
        long beganNanos = System.nanoTime();
        String refusal;
        try {
            Found found = Found.read(segments.file(latest), latest, settings, boot, version);
            refusal = StartRules.refusal(found, boot, maybeKnown);
            if (refusal == null) {
                say(found, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos));
                return found;
            }
        } catch (DamagedJournalException e) {
            refusal = String.valueOf(e.getMessage());
        }
        log.warn(
                "{}: {} is not continued: {}; kept as {}, the node starts as a new store without memory",
                settings.node(),
                segments.file(latest),
                refusal,
                segments.aside().getFileName());
        return null;
    }

    private void say(Found found, long tookMs) {
        if (found.tornBytes() > 0) {
            log.info(
                    "{}: the last {} bytes of {} were being written when the process ended; nobody was told of them, so"
                            + " they are cut off",
                    settings.node(),
                    found.tornBytes(),
                    segments.file(found.segment()));
        }
        long tasks = found.recovery().registry().filterStats().stream()
                .mapToLong(GenerationStats::added)
                .sum();
        log.info(
                "{}: memory {} continues: {} tasks in the filter, {} in the ledger, {} outcomes, promise {}; {} bytes of"
                        + " journal in {} ms",
                settings.node(),
                found.store(),
                tasks,
                found.recovery().registry().ledgerSize(),
                found.recovery().registry().recentsSize(),
                found.recovery().promised(),
                found.goodEnd(),
                tookMs);
    }

    /** Not forced unless all is: should the machine go down, the file is of an older start, or not of this boot. */
    private Begun goOn(Found found, JournalBlock.Started started) throws IOException {
        segments.deleteAllBut(found.segment());
        oldSnapshot.retire();
        SegmentWriter writer = SegmentWriter.goOn(segments.file(found.segment()), found.segment(), found.goodEnd());
        boolean done = false;
        try {
            writer.add(JournalCodec.encode(started));
            writer.commit(settings.forced());
            done = true;
            return new Begun(found.store(), found.recovery(), started, writer, files);
        } finally {
            if (!done) {
                writer.close();
            }
        }
    }

    /**
     * Behind the first bytes of an older version nothing of this one may stand: that version would read on, take what it does
     * not know for damage, and forget all of it. So the same memory begins a file of its own, and until that is whole the
     * older one counts.
     */
    private Begun inThisFormat(Found found, JournalBlock.Started started) throws IOException {
        long next = found.segment() + 1;
        SegmentWriter writer =
                files.begin(next, found.store(), started, found.recovery().checkpoint());
        oldSnapshot.retire();
        log.info(
                "{}: {} was of format {}; {} goes on with its memory in format {}, which older versions refuse",
                settings.node(),
                segments.file(found.segment()),
                found.version(),
                segments.file(next),
                version);
        return new Begun(found.store(), found.recovery(), started, writer, files);
    }

    private Begun anew(long number, Id128 store, OldSnapshot.@Nullable Taken maybeOld, JournalBlock.Started started)
            throws IOException {
        SegmentWriter writer = files.begin(number, store, started, maybeOld == null ? null : maybeOld.whole());
        oldSnapshot.retire();
        return new Begun(store, maybeOld == null ? null : maybeOld.recovery(), started, writer, files);
    }
}
