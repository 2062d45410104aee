package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.StartPoint;
import io.ballot.protocol.QueuePartition;
import java.util.TreeMap;

/** One process's requests to the brokers, carried out in their order; any may fail, done or not. */
final class SimBroker {

    private final SimProcess process;
    private final SimCluster cluster;
    private final SimConsumer consumer;
    private final SimRandom random;
    private long lastArrivalMs;

    SimBroker(SimProcess process, SimConsumer consumer, SimRandom random) {
        this.process = process;
        this.cluster = process.cluster;
        this.consumer = consumer;
        this.random = random;
    }

    /** Does it at the broker, after all that was asked before. The process may be dead by then. */
    void inOrder(Runnable atBroker) {
        lastArrivalMs = Math.max(lastArrivalMs, cluster.heap.now() + random.between(1, 20));
        cluster.heap.at(lastArrivalMs, atBroker);
    }

    private void answer(Event event) {
        process.after(random.between(1, 20), () -> process.deliver(event));
    }

    boolean carryOut(Command command) {
        if (command instanceof Command.Commit commit) {
            inOrder(() -> commit(commit));
        } else if (command instanceof Command.ReadCommitted read) {
            inOrder(() -> readCommitted(read));
        } else if (command instanceof Command.ReadEnds read) {
            inOrder(() -> readEnds(read));
        } else if (command instanceof Command.RemoveFromGroups remove) {
            inOrder(() -> {
                if (consumer.isReachable()) {
                    cluster.kafka.groups().forEach(group -> group.expel(remove.node()));
                }
            });
        } else if (command instanceof Command.WriteSide write) {
            process.after(random.between(1, 60), () -> writeSide(write));
        } else {
            return command instanceof Command.Forget;
        }
        return true;
    }

    private void commit(Command.Commit commit) {
        if (!consumer.isReachable() || cluster.happens(FaultKind.COMMIT_FAILED, cluster.plan.kafkaFailure)) {
            answer(new Event.CommitDone(commit.request(), CommitResult.FAILED));
            return;
        }
        for (Command.CommitOffset offset : commit.offsets()) {
            QueuePartition partition = offset.partition();
            if (!cluster.kafka.group(partition.queue()).owns(consumer, partition)) {
                cluster.coverage.hit(FaultKind.COMMIT_REFUSED);
                answer(new Event.CommitDone(commit.request(), CommitResult.REFUSED));
                return;
            }
        }
        for (Command.CommitOffset offset : commit.offsets()) {
            SimLog log = cluster.kafka.log(offset.partition());
            long before = Math.max(0, log.committedOfItsOwn());
            log.commit(offset.offset(), offset.metadata());
            SimLog named = cluster.kafka.ofThatName(offset.partition());
            if (named != log) {
                cluster.trace.line("kafka", offset + " is committed by the name that " + named + " has by now");
                cluster.coverage.hit(FaultKind.COMMIT_FOR_THE_TOPIC_BEFORE);
                named.commitOfAnotherTopic(offset.offset(), offset.metadata());
            }
            cluster.observe(seen -> seen.onCommitted(process, offset.partition(), before, offset.offset()));
        }
        boolean lost = cluster.happens(FaultKind.COMMIT_ANSWER_LOST, cluster.plan.kafkaFailure);
        answer(new Event.CommitDone(commit.request(), lost ? CommitResult.FAILED : CommitResult.OK));
    }

    private void readCommitted(Command.ReadCommitted read) {
        TreeMap<QueuePartition, Long> offsets = new TreeMap<>();
        for (QueuePartition partition : read.partitions()) {
            SimLog log = cluster.kafka.ofThatName(partition);
            boolean hasTheName = log == cluster.kafka.log(partition);
            if (log.committed() >= 0 && StartPoint.counts(log.metadata(), partition.topicId(), hasTheName)) {
                offsets.put(partition, log.committed());
            }
        }
        boolean ok = consumer.isReachable() && !cluster.happens(FaultKind.COMMIT_FAILED, cluster.plan.kafkaFailure);
        answer(ok ? new Event.CommittedRead(read.request(), offsets) : new Event.KafkaFailed(read.request()));
    }

    private void readEnds(Command.ReadEnds read) {
        TreeMap<QueuePartition, Long> ends = new TreeMap<>();
        read.partitions()
                .forEach(partition ->
                        ends.put(partition, cluster.kafka.log(partition).end()));
        boolean ok = consumer.isReachable() && !cluster.happens(FaultKind.COMMIT_FAILED, cluster.plan.kafkaFailure);
        answer(ok ? new Event.EndsRead(read.request(), ends) : new Event.KafkaFailed(read.request()));
    }

    /** A failed write may have happened. */
    private void writeSide(Command.WriteSide write) {
        boolean fails =
                !consumer.isReachable() || cluster.happens(FaultKind.SIDE_RECORD_FAILED, cluster.plan.kafkaFailure * 2);
        if (!fails) {
            cluster.kafka.sideRecordWritten(write.id());
        }
        process.deliver(new Event.SideRecordWritten(write.partition(), write.claimNo(), write.offset(), !fails));
    }
}
