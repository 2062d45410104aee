package io.ballot.chaos.fault;

import io.ballot.chaos.lab.Host;
import io.ballot.chaos.lab.Lab;
import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.lab.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What happens between processes: cuts, in both directions and in one, losses, and a slow way. */
final class NetworkFaults {

    /** Beyond a lease and the time in which the others notice. */
    private static final long CUT_MS = 15_000;

    private NetworkFaults() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(
                Fault.of("cut-leader-peers", "the leader is cut from the other nodes", scene -> {
                    Member leader = scene.busyLeader();
                    cut(scene, leader, "peers", scene.lab().members().othersOf(leader.name()));
                }),
                Fault.of(
                        "cut-leader-zookeeper",
                        "the leader is cut from ZooKeeper",
                        scene -> cut(
                                scene,
                                scene.busyLeader(),
                                "zookeeper",
                                scene.lab().zooKeepers().hosts())),
                Fault.of(
                        "cut-leader-kafka",
                        "the leader is cut from Kafka",
                        scene -> cut(
                                scene,
                                scene.busyLeader(),
                                "kafka",
                                scene.lab().brokers().hosts())),
                Fault.of("cut-leader-all", "the leader is cut from everything", scene -> {
                    Member leader = scene.busyLeader();
                    cut(scene, leader, "everything", everybody(scene.lab(), leader));
                }),
                Fault.of("cut-leader-in", "what the other nodes send does not reach the leader", scene -> {
                    Member leader = scene.busyLeader();
                    scene.cut(leader, "peers-in");
                    scene.lab()
                            .network()
                            .cutFrom(leader.host(), scene.lab().members().othersOf(leader.name()));
                    over(scene, leader, CUT_MS);
                }),
                Fault.of("cut-leader-out", "what the leader sends does not reach the other nodes", scene -> {
                    Member leader = scene.busyLeader();
                    scene.cut(leader, "peers-out");
                    scene.lab()
                            .network()
                            .cutTo(leader.host(), scene.lab().members().othersOf(leader.name()));
                    over(scene, leader, CUT_MS);
                }),
                Fault.of("cut-executor-leader", "a node is cut from the leader alone", scene -> {
                    Member executor = scene.busyFollower();
                    Host leader = scene.lab().members().hostOf(scene.lab().awaitLeader());
                    cut(scene, executor, "leader", List.of(leader));
                }),
                Fault.of(
                        "cut-executor-zookeeper",
                        "a node that does not lead loses its ZooKeeper session",
                        scene -> cut(
                                scene,
                                scene.busyFollower(),
                                "zookeeper",
                                scene.lab().zooKeepers().hosts())),
                Fault.of("cut-executor-all", "a node that does not lead is cut from everything", scene -> {
                    Member executor = scene.busyFollower();
                    cut(scene, executor, "everything", everybody(scene.lab(), executor));
                }),
                Fault.of("lossy-leader", "a third of all packets to the leader is lost", scene -> {
                    Member leader = scene.busyLeader();
                    scene.cut(leader, "lossy");
                    scene.lab().network().lose(leader.host(), 33);
                    over(scene, leader, CUT_MS);
                }),
                Fault.of("slow-peer", "a node that does not lead may send 64 kilobits a second", scene -> {
                    Member peer = scene.busyFollower();
                    scene.cut(peer, "slow");
                    scene.lab().network().slow(peer.host(), 64);
                    Scene.lasts(CUT_MS);
                    scene.lab().network().hurry(peer.host());
                    scene.healed(peer);
                })));
        all.replaceAll(fault -> fault.needing(Need.CUTS));
        return all;
    }

    private static List<Host> everybody(Lab lab, Member but) {
        List<Host> everybody = new ArrayList<>(lab.members().othersOf(but.name()));
        everybody.addAll(lab.zooKeepers().hosts());
        everybody.addAll(lab.brokers().hosts());
        return everybody;
    }

    private static void cut(Scene scene, Member member, String from, List<Host> others)
            throws IOException, InterruptedException {
        scene.cut(member, from);
        scene.lab().network().cut(member.host(), others);
        over(scene, member, CUT_MS);
    }

    private static void over(Scene scene, Member member, long ms) throws IOException, InterruptedException {
        Scene.lasts(ms);
        scene.lab().network().heal(member.host());
        scene.healed(member);
    }
}
