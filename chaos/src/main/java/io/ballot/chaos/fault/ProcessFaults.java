package io.ballot.chaos.fault;

import io.ballot.chaos.lab.Member;
import java.io.IOException;
import java.util.List;

/** What happens to processes: SIGKILL, SIGSTOP, and the stops that an operator asks for. */
final class ProcessFaults {

    static final long START_MS = 300_000;

    private ProcessFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        "kill-leader",
                        "SIGKILL of the leader; started again",
                        scene -> kill(scene, scene.busyLeader())),
                Fault.of(
                        "kill-executor",
                        "SIGKILL of a node that does not lead; started again",
                        scene -> kill(scene, scene.busyFollower())),
                Fault.of("kill-all", "SIGKILL of all nodes at once; all started again", ProcessFaults::killAll),
                Fault.of(
                        "stop-leader",
                        "SIGSTOP of the leader for one lease time, then SIGCONT",
                        scene -> pause(scene, scene.busyLeader(), 1)),
                Fault.of(
                        "stop-leader-long",
                        "SIGSTOP of the leader for three lease times, then SIGCONT",
                        scene -> pause(scene, scene.busyLeader(), 3)),
                Fault.of(
                        "stop-executor",
                        "SIGSTOP of a node that does not lead for one lease time, then SIGCONT",
                        scene -> pause(scene, scene.busyFollower(), 1)),
                Fault.of(
                        "stop-executor-long",
                        "SIGSTOP of a node that does not lead for three lease times, then SIGCONT",
                        scene -> pause(scene, scene.busyFollower(), 3)),
                Fault.of("join", "a fourth node joins, and leaves in order", ProcessFaults::join),
                Fault.of("leave", "a node is stopped in order and started again", ProcessFaults::leave),
                Fault.of("rolling-restart", "all nodes are stopped in order and started again, one by one", scene -> {
                    for (Member member : scene.lab().members().alive()) {
                        restart(scene, member);
                    }
                }));
    }

    private static void kill(Scene scene, Member member) throws IOException, InterruptedException {
        member.kill();
        Scene.lasts(Scene.NOTICED_MS);
        scene.lab().members().start(member.name());
    }

    private static void killAll(Scene scene) throws IOException, InterruptedException {
        scene.busyLeader();
        List<Member> all = scene.lab().members().alive();
        for (Member member : all) {
            member.kill();
        }
        Scene.lasts(1_000);
        for (Member member : all) {
            scene.lab().members().launch(member.name());
        }
        for (Member member : all) {
            scene.lab().members().get(member.name()).awaitReady(2 * START_MS);
        }
    }

    private static void pause(Scene scene, Member member, int leases) throws IOException, InterruptedException {
        member.pause();
        // Systems without leases are stopped for as long as one that has the usual one.
        long leaseMs = Math.max(scene.lab().subject().leaseMs(), 10_000);
        Scene.lasts(leases * leaseMs + 500);
        member.resume();
    }

    private static void join(Scene scene) throws IOException, InterruptedException {
        String last =
                scene.lab().members().names().get(scene.lab().members().names().size() - 1);
        Member joined = scene.lab().members().start(last);
        scene.lab().awaitRunningOn(last, 2);
        Scene.lasts(3_000);
        stop(scene, joined);
        scene.lab().members().forget(last);
    }

    private static void leave(Scene scene) throws IOException, InterruptedException {
        restart(scene, scene.busyFollower());
    }

    private static void restart(Scene scene, Member member) throws IOException, InterruptedException {
        stop(scene, member);
        scene.lab().members().start(member.name());
        scene.awaitWhole();
    }

    static void stop(Scene scene, Member member) throws IOException, InterruptedException {
        if (!member.stop(scene.lab().subject().stopMs())) {
            throw new IOException(member.name() + " did not stop in order");
        }
    }
}
