package io.ballot.node.cli;

import io.ballot.node.admin.MemberReport;
import io.ballot.node.admin.NodeReport;
import io.ballot.node.zookeeper.ClusterReader;
import io.ballot.node.zookeeper.KnownNode;
import io.ballot.node.zookeeper.UnreadableZnodeException;
import io.ballot.node.zookeeper.ZooKeeperUnreachableException;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who there should be: read from ZooKeeper, or with {@code --admin} from the node named. */
final class Referee implements AutoCloseable {

    private final Target target;
    private final NodeHttp http;
    private @Nullable ClusterReader maybeReader;

    Referee(Target target, NodeHttp http) {
        this.target = target;
        this.http = http;
    }

    Facts facts() throws CommandFailedException, InterruptedException {
        return target.maybeAdmin() == null
                ? fromZooKeeper()
                : fromNode(target.maybeAdmin().toString());
    }

    /** ZooKeeper itself, for what no node can answer. */
    ClusterReader reader() throws CommandFailedException, InterruptedException {
        if (maybeReader == null) {
            try {
                maybeReader = ClusterReader.open(target.zookeeper());
            } catch (ZooKeeperUnreachableException e) {
                throw unreachable(e);
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.wrongUse(String.valueOf(e.getMessage()));
            }
        }
        return maybeReader;
    }

    CommandFailedException unreachable(ZooKeeperUnreachableException e) {
        return CommandFailedException.failed(e.getMessage() + " (the address is from " + target.origin() + ")");
    }

    private Facts fromZooKeeper() throws CommandFailedException, InterruptedException {
        try {
            ClusterReader reader = reader();
            Optional<ClusterReader.Cluster> cluster = reader.read();
            if (cluster.isEmpty()) {
                List<String> others = reader.clusters();
                throw CommandFailedException.notFound("there is no cluster '" + target.cluster() + "' at "
                        + target.zookeeper().connect() + "; there "
                        + (others.isEmpty() ? "is none at all" : "are: " + String.join(", ", others)));
            }
            return facts(cluster.get());
        } catch (ZooKeeperUnreachableException e) {
            throw unreachable(e);
        } catch (UnreadableZnodeException e) {
            throw CommandFailedException.failed(String.valueOf(e.getMessage()));
        }
    }

    private Facts facts(ClusterReader.Cluster cluster) {
        Map<String, Facts.NodeFact> nodes = new TreeMap<>();
        for (KnownNode known : cluster.known()) {
            String id = known.node().name();
            nodes.put(id, new Facts.NodeFact(id, false, known.transport(), known.admin(), -1, ""));
        }
        for (Member member : cluster.members()) {
            String id = member.node().name();
            nodes.put(
                    id,
                    new Facts.NodeFact(id, true, member.transport(), member.admin(), member.pid(), member.version()));
        }
        View maybeView = cluster.state().maybeView();
        String claimant = cluster.reign().leader();
        return new Facts(
                target.cluster(),
                cluster.state().epoch(),
                claimant.isEmpty() ? null : claimant,
                maybeView == null
                        ? null
                        : maybeView.inSync().stream()
                                .map(store -> store.node().name())
                                .toList(),
                maybeView != null && maybeView.closed(),
                List.copyOf(nodes.values()),
                cluster.candidates().stream().map(NodeId::name).toList());
    }

    private Facts fromNode(String admin) throws CommandFailedException, InterruptedException {
        Said<NodeReport> said =
                http.askAll(Map.of("", admin), "/v1/status", NodeReport.class).get("");
        NodeReport maybeReport = said == null ? null : said.maybeValue();
        if (said == null || maybeReport == null) {
            throw CommandFailedException.failed(
                    "cannot reach the node at " + admin + ": " + (said == null ? "" : said.why()));
        }
        Map<String, Facts.NodeFact> nodes = new TreeMap<>();
        maybeReport.known().forEach(id -> nodes.put(id, new Facts.NodeFact(id, false, "", "", -1, "")));
        for (MemberReport member : maybeReport.members()) {
            nodes.put(
                    member.id(),
                    new Facts.NodeFact(
                            member.id(), true, member.transport(), member.admin(), member.pid(), member.version()));
        }
        nodes.put(
                maybeReport.id(),
                new Facts.NodeFact(
                        maybeReport.id(),
                        true,
                        maybeReport.address(),
                        admin,
                        maybeReport.pid(),
                        maybeReport.version()));
        return new Facts(
                maybeReport.cluster(),
                maybeReport.epoch(),
                maybeReport.leader(),
                maybeReport.inSync(),
                false,
                List.copyOf(nodes.values()),
                List.of());
    }

    @Override
    public void close() {
        if (maybeReader != null) {
            maybeReader.close();
        }
    }
}
