package io.ballot.chaos.fault;

import io.ballot.chaos.effect.EffectStore;
import io.ballot.chaos.lab.FakeClock;
import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.lab.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What happens to the machine under a process: its disk, its clock, its software. */
final class MachineFaults {

    /** Room for a node's files at their beginning, and soon full of something else. */
    private static final int DISK_MB = 192;

    private static final long FULL_MS = 15_000;
    private static final long STEP_MS = 8_000;
    private static final int HOUR_S = 3_600;

    /** The setting that says which version a node is started in. */
    private static final String OLDER = "older";

    private MachineFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                                "disk-full-executor",
                                "the disk of a node that does not lead is full for 15 s",
                                scene -> fill(scene, scene.busyFollower()))
                        .needing(Need.MOUNTS, Need.FILES),
                Fault.of("disk-full-leader", "the leader's disk is full for 15 s", MachineFaults::fillLeader)
                        .needing(Need.MOUNTS, Need.FILES),
                Fault.of(
                                "clock-step",
                                "the wall clock of one process goes forward an hour and back two, the leader's and another's",
                                MachineFaults::stepClocks)
                        .needing(Need.FAKE_TIME),
                Fault.of(
                                "two-versions",
                                "nodes of an older version take over one by one, then those of this one",
                                MachineFaults::changeVersions)
                        .needing(Need.OLDER, Need.FILES));
    }

    private static void fill(Scene scene, Member member) throws IOException, InterruptedException {
        Path disk = onSmallDisk(scene, member);
        scene.lab().awaitRunningOn(member.name(), 3);
        fillUp(scene, disk, scene.lab().members().get(member.name()));
    }

    /** All of them get small disks, so that whoever leads in the end has one. */
    private static void fillLeader(Scene scene) throws IOException, InterruptedException {
        Map<String, Path> disks = new HashMap<>();
        for (Member member : scene.lab().members().alive()) {
            disks.put(member.name(), onSmallDisk(scene, member));
        }
        Member leader = scene.busyLeader();
        fillUp(scene, prepared(disks, leader.name(), "a small disk"), leader);
    }

    private static Path onSmallDisk(Scene scene, Member member) throws IOException, InterruptedException {
        Path disk = scene.lab().disks().mount(member.name(), DISK_MB);
        ProcessFaults.stop(scene, member);
        scene.lab().members().change(member.name(), Map.of("data.dir", disk.toString()), Map.of());
        scene.lab().members().start(member.name());
        scene.awaitWhole();
        return disk;
    }

    private static void fillUp(Scene scene, Path disk, Member member) throws IOException, InterruptedException {
        scene.cut(member, "disk-full");
        scene.lab().disks().fill(disk);
        Scene.lasts(FULL_MS);
        scene.lab().disks().free(disk);
        scene.healed(member);
        scene.lab().members().heal();
    }

    private static void stepClocks(Scene scene) throws IOException, InterruptedException {
        Map<String, FakeClock> clocks = new HashMap<>();
        for (Member member : scene.lab().members().alive()) {
            FakeClock clock = FakeClock.of(scene.lab(), member.name());
            clocks.put(member.name(), clock);
            ProcessFaults.stop(scene, member);
            scene.lab().members().change(member.name(), Map.of(), clock.environment());
            scene.lab().members().start(member.name());
            scene.awaitWhole();
        }
        for (Member member : List.of(scene.busyLeader(), scene.busyFollower())) {
            FakeClock clock = prepared(clocks, member.name(), "a clock of its own");
            clock.set(HOUR_S);
            Scene.lasts(STEP_MS);
            clock.set(-HOUR_S);
            Scene.lasts(STEP_MS);
            clock.set(0);
        }
    }

    /**
     * What was prepared for the member that is to be struck. Without it nothing may be struck: neither the machine itself, nor
     * nobody under the fault's name.
     */
    static <T> T prepared(Map<String, T> made, String member, String what) throws IOException {
        T its = made.get(member);
        if (its == null) {
            throw new IOException("the fault cannot strike " + member + ": it was not given " + what + ", only "
                    + new TreeSet<>(made.keySet()) + " were");
        }
        return its;
    }

    /**
     * The older one cannot read what the newer one left, so it begins with nothing, each time this is struck; the newer one goes on
     * with its files.
     */
    private static void changeVersions(Scene scene) throws IOException, InterruptedException {
        List<Member> all = scene.lab().members().alive();
        for (Member member : all) {
            scene.lab()
                    .members()
                    .change(member.name(), Map.of(OLDER, "yes", "data.dir", older(scene, member)), Map.of());
            replace(scene, member.name());
        }
        for (Member member : all) {
            scene.lab().members().unset(member.name(), OLDER);
            replace(scene, member.name());
        }
    }

    private static String older(Scene scene, Member member) {
        return scene.lab()
                .directory()
                .resolve(member.name() + "-older-" + EffectStore.nowMs())
                .toString();
    }

    private static void replace(Scene scene, String name) throws IOException, InterruptedException {
        ProcessFaults.stop(scene, scene.lab().members().get(name));
        scene.lab().members().start(name);
        scene.awaitWhole();
        scene.lab().awaitRunningOn(name, 2);
    }
}
