package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What was submitted to the queue under test, and what has come of it so far. Outlives the processes. */
final class Tasks {

    static final String QUEUE = "tasks";
    static final int PARTITIONS = 4;
    private static final String GROUP = "ballot." + NodeJvm.CLUSTER + "." + QUEUE;

    private final EffectLog effects;
    private final Map<String, Future<RecordMetadata>> submitted = new LinkedHashMap<>();
    private final Set<Long> killed = new TreeSet<>();
    private Kafkas kafka;
    private int records;

    Tasks(Path effects, Kafkas kafka) {
        this.effects = new EffectLog(effects);
        this.kafka = kafka;
    }

    /** The servers were started again. */
    void reachBy(Kafkas again) {
        kafka = again;
    }

    /** What that process had started and not ended is on record as running there. */
    void killed(long pid) {
        killed.add(pid);
    }

    // ---- submitting

    /** Submits {@code count} tasks named {@code prefix-1} …, spread over the partitions. */
    void submit(String prefix, int count, Script script) {
        for (int i = 1; i <= count; i++) {
            submitTo(i % PARTITIONS, prefix + "-" + i, script);
        }
        kafka.flush();
    }

    /** Submits one record; the same id may come again. Not flushed. */
    void submitTo(int partition, String id, Script script) {
        submitted.put(id, kafka.send(QUEUE, partition, id, script.json()));
        records++;
    }

    int size() {
        return submitted.size();
    }

    Set<String> ids() {
        return submitted.keySet();
    }

    /** Where the task's last record lies, {@code partition} to {@code offset}. */
    Map.Entry<Integer, Long> position(String id) throws ExecutionException, InterruptedException {
        RecordMetadata written = submitted.get(id).get();
        return Map.entry(written.partition(), written.offset());
    }

    /** Lets the gated tasks go on. */
    void openGate() throws IOException {
        effects.openGate();
    }

    // ---- what has come of them

    List<Effect> effects() throws IOException {
        return effects.read();
    }

    NewLines effectsToCome() throws IOException {
        return effects.toCome();
    }

    long count(Effect.Kind kind) throws IOException {
        return effects().stream().filter(effect -> effect.kind() == kind).count();
    }

    long countEndsOn(long pid) throws IOException {
        return effects().stream()
                .filter(effect -> effect.kind() == Effect.Kind.END && effect.pid() == pid)
                .count();
    }

    /** Tasks that a process has started and not ended. */
    Set<String> openOn(long pid) throws IOException {
        Set<String> open = new TreeSet<>();
        for (Effect effect : effects()) {
            if (effect.pid() == pid && effect.kind() == Effect.Kind.START) {
                open.add(effect.task());
            } else if (effect.pid() == pid && effect.kind() != Effect.Kind.CHECK) {
                open.remove(effect.task());
            }
        }
        return open;
    }

    SortedMap<Integer, Long> committed() throws Exception {
        return kafka.committed(GROUP, QUEUE);
    }

    SortedMap<Integer, Long> logEnds() throws Exception {
        return kafka.ends(QUEUE);
    }

    /** Records that are not committed yet. */
    long lag() throws Exception {
        return sum(logEnds()) - sum(committed());
    }

    private static long sum(SortedMap<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The nodes that own a partition now, by partition. */
    SortedMap<Integer, String> owners() throws Exception {
        SortedMap<Integer, String> owners = new TreeMap<>();
        // Static members' ids are NODE.QUEUE.
        kafka.owners(GROUP).forEach((partition, member) -> owners.put(partition, member.replace("." + QUEUE, "")));
        return owners;
    }

    Tally tally() throws Exception {
        assertThat(sum(logEnds())).as("records in the topic").isEqualTo(records);
        Tally tally = Tally.of(submitted.keySet(), effects(), killed);
        System.out.println("  " + tally.inWords());
        return tally;
    }
}
