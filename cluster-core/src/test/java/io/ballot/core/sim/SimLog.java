package io.ballot.core.sim;

import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** One partition of a topic: records in the order of their offsets, with gaps, and what the group has committed. */
final class SimLog {

    record SimRecord(long offset, Id128 id, boolean namedByRecord) {}

    final QueuePartition partition;
    private final List<SimRecord> records = new ArrayList<>();
    private long end;
    /** -1 for none. */
    private long committed = -1;

    private String metadata = "";
    private boolean isOfAnotherTopic;
    private boolean wasReset;
    private long highestCommitted;

    SimLog(QueuePartition partition) {
        this.partition = partition;
    }

    void append(Id128 id, boolean namedByRecord) {
        records.add(new SimRecord(end++, id, namedByRecord));
    }

    /** An offset that holds no task: a transaction's marker. */
    void gap() {
        end++;
    }

    /** Its records are given new ids, as a new replay namespace does. */
    void rename(UnaryOperator<Id128> ids) {
        records.replaceAll(record -> new SimRecord(record.offset(), ids.apply(record.id()), record.namedByRecord()));
    }

    /** Records from that offset on are gone; what is written next takes their place. */
    void truncate(long offset) {
        records.removeIf(record -> record.offset() >= offset);
        end = Math.min(end, offset);
    }

    long end() {
        return end;
    }

    List<SimRecord> records() {
        return records;
    }

    /** Records from {@code from} (inclusive) up to {@code to} (exclusive), at most {@code most}. */
    List<SimRecord> read(long from, long to, int most) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).offset() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<SimRecord> found = new ArrayList<>();
        for (int i = low;
                i < records.size() && found.size() < most && records.get(i).offset() < to;
                i++) {
            found.add(records.get(i));
        }
        return found;
    }

    /** @throws IllegalStateException where no record has that offset */
    SimRecord at(long offset) {
        List<SimRecord> found = read(offset, offset + 1, 1);
        if (found.isEmpty()) {
            throw new IllegalStateException("no record at " + partition + "/" + offset);
        }
        return found.get(0);
    }

    /** What Kafka tells who asks, whichever topic of that name it was committed for. */
    long committed() {
        return committed;
    }

    /** What is committed of this log's own records, -1 for nothing. */
    long committedOfItsOwn() {
        return isOfAnotherTopic ? -1 : committed;
    }

    /** However far it was set back since. */
    long highestCommitted() {
        return highestCommitted;
    }

    String metadata() {
        return metadata;
    }

    void commit(long offset, String text) {
        committed = offset;
        highestCommitted = Math.max(highestCommitted, offset);
        metadata = text;
        isOfAnotherTopic = false;
    }

    /** A commit for the topic that had the name before; Kafka keeps offsets by the name. */
    void commitOfAnotherTopic(long offset, String text) {
        committed = offset;
        metadata = text;
        isOfAnotherTopic = true;
    }

    void reset(long offset) {
        commit(offset, "");
        wasReset = true;
    }

    /** Whether the group's offset was ever set back. */
    boolean wasReset() {
        return wasReset;
    }

    /** Whether every record is committed. */
    boolean isDone() {
        return records.isEmpty()
                || committedOfItsOwn() > records.get(records.size() - 1).offset();
    }

    @Override
    public String toString() {
        return partition + " committed " + committed + " of " + end;
    }
}
