package io.ballot.chaos.fault;

import io.ballot.chaos.lab.Brokers;
import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.lab.Member;
import io.ballot.chaos.lab.Shape;
import io.ballot.chaos.lab.Waiting;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happens to brokers, groups and topics. */
final class KafkaFaults {

    private static final long BACK = 150;
    private static final long FORGET_MS = 20_000;

    private KafkaFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("broker", "SIGKILL of one of three brokers; started again", scene -> {
                            int leading = scene.topic().leaderOf(0) - 1;
                            away(scene, (leading + 1) % scene.lab().brokers().size());
                        })
                        .on(Shape.FULL),
                Fault.of(
                                "partition-leader",
                                "SIGKILL of the broker that leads a partition; started again",
                                scene -> away(scene, scene.topic().leaderOf(0) - 1))
                        .on(Shape.FULL),
                Fault.of(
                                "coordinator",
                                "SIGKILL of the broker that coordinates the consumer group; started again",
                                scene -> away(scene, scene.topic().coordinator() - 1))
                        .on(Shape.FULL)
                        .needing(Need.GROUP),
                Fault.of(
                                "rebalance-storm",
                                "members that execute nothing join the consumer group and leave it, for 20 s",
                                RebalanceStorm::rage)
                        .needing(Need.GROUP),
                Fault.of(
                        "aborted-transactions",
                        "a producer sends tasks in transactions, for 15 s, and aborts every second one",
                        AbortedTransactions::send),
                Fault.of(
                                "offset-reset",
                                "all nodes are stopped in order, the group's offsets set back, all started again",
                                KafkaFaults::resetOffsets)
                        .needing(Need.GROUP),
                Fault.of(
                        "recreated-topic",
                        "the topic is deleted and created again while nodes run",
                        KafkaFaults::recreate));
    }

    private static void away(Scene scene, int broker) throws IOException, InterruptedException {
        Brokers brokers = scene.lab().brokers();
        brokers.kill(broker);
        Scene.lasts(2 * Scene.NOTICED_MS);
        brokers.restart(broker);
    }

    private static void resetOffsets(Scene scene) throws IOException, InterruptedException {
        List<Member> all = scene.lab().members().alive();
        for (Member member : all) {
            ProcessFaults.stop(scene, member);
        }
        Map<Integer, Long> back = new HashMap<>();
        scene.topic().committed().forEach((partition, offset) -> back.put(partition, Math.max(0, offset - BACK)));
        // The group has members until the last one's leave has reached the coordinator.
        Waiting.until(
                "the offsets are set back",
                FORGET_MS,
                () -> isDone(() -> scene.topic().commit(back)));
        for (Member member : all) {
            scene.lab().members().launch(member.name());
        }
        for (Member member : all) {
            scene.lab().members().get(member.name()).awaitReady(ProcessFaults.START_MS);
        }
    }

    private static void recreate(Scene scene) throws IOException, InterruptedException {
        scene.feeder().pause();
        scene.topic().delete();
        Waiting.until("the topic is gone", FORGET_MS, () -> !scene.topic().exists());
        scene.feeder().nextLife();
        Waiting.until(
                "the topic is there again",
                FORGET_MS,
                () -> isDone(() -> scene.topic().create()));
        scene.feeder().resume();
    }

    private interface Attempt {
        void make() throws IOException, InterruptedException;
    }

    private static boolean isDone(Attempt attempt) throws InterruptedException {
        try {
            attempt.make();
            return true;
        } catch (IOException notYet) {
            // Tried again until it is overdue.
            return false;
        }
    }
}
