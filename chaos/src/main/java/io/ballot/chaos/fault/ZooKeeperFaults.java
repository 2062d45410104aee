package io.ballot.chaos.fault;

import io.ballot.chaos.lab.ZooKeepers;
import java.io.IOException;
import java.util.List;

/** What happens to the referee. */
final class ZooKeeperFaults {

    private static final long AWAY_MS = 20_000;

    private ZooKeeperFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of("zookeeper-one", "SIGKILL of a following ZooKeeper server; started again", scene -> {
                    int leading = leading(scene);
                    away(scene, List.of((leading + 1) % scene.lab().zooKeepers().size()), Scene.NOTICED_MS);
                }),
                Fault.of(
                        "zookeeper-leading",
                        "SIGKILL of the leading ZooKeeper server; started again",
                        scene -> away(scene, List.of(leading(scene)), Scene.NOTICED_MS)),
                Fault.of("zookeeper-majority", "SIGKILL of two of three ZooKeeper servers for 20 s", scene -> {
                    int leading = leading(scene);
                    int size = scene.lab().zooKeepers().size();
                    away(scene, List.of(leading, (leading + 1) % size), AWAY_MS);
                }),
                Fault.of(
                        "zookeeper-all-45s",
                        "all ZooKeeper servers gone for 45 s, which is less than zk.grace.ms",
                        scene -> away(scene, List.of(0, 1, 2), 45_000)),
                Fault.of(
                        "zookeeper-all-120s",
                        "all ZooKeeper servers gone for two minutes, which is more than zk.grace.ms",
                        scene -> away(scene, List.of(0, 1, 2), 120_000)),
                Fault.of(
                        "zookeeper-rolling",
                        "all ZooKeeper servers are killed and started again, one by one",
                        scene -> {
                            for (int server = 0;
                                    server < scene.lab().zooKeepers().size();
                                    server++) {
                                away(scene, List.of(server), 2_000);
                            }
                        }));
    }

    private static int leading(Scene scene) throws IOException {
        return scene.lab().zooKeepers().leading().orElseThrow(() -> new IOException("no ZooKeeper server leads"));
    }

    private static void away(Scene scene, List<Integer> servers, long ms) throws IOException, InterruptedException {
        ZooKeepers zooKeepers = scene.lab().zooKeepers();
        for (int server : servers) {
            zooKeepers.kill(server);
        }
        Scene.lasts(ms);
        for (int server : servers) {
            zooKeepers.restart(server);
        }
        zooKeepers.awaitQuorum();
    }
}
