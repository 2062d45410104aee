package io.ballot.node;

import io.ballot.core.CoreConfig;
import io.ballot.core.QueuePolicy;
import io.ballot.node.config.CheckType;
import io.ballot.node.config.NodeConfig;
import io.ballot.node.config.QueueConfig;
import io.ballot.node.config.UncleanStart;
import io.ballot.protocol.FilterParams;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.Times;
import java.util.Map;
import java.util.TreeMap;

/** What of a node's configuration the machine is told. */
final class CoreConfigs {

    private CoreConfigs() {}

    static CoreConfig of(NodeConfig config, Life self, StoreRef store, Id128 seed) {
        return new CoreConfig(
                config.clusterName(),
                self,
                store,
                seed,
                times(config),
                filter(config),
                config.lease().heartbeatMs(),
                config.membership().cutoffMs(),
                config.membership().stuckMs(),
                config.membership().gatherMs(),
                config.membership().uncleanWaitMs(),
                config.zookeeper().sessionTimeoutMs(),
                config.doubt().evidenceIntervalMs(),
                config.doubt().deadlineMs(),
                config.doubt().queueMax(),
                config.registry().recentOutcomesMax(),
                config.flow().commitIntervalMs(),
                config.flow().rebalanceDrainMs(),
                config.flow().shutdownDrainMs(),
                config.flow().stallMs(),
                CoreConfig.CHECKPOINT_TASKS,
                queues(config));
    }

    static FilterParams filter(NodeConfig config) {
        return new FilterParams(
                config.registry().filterExpectedTasks(), config.registry().filterErrorRate());
    }

    private static Times times(NodeConfig config) {
        return new Times(
                config.lease().leaseMs(),
                config.lease().leaseMarginMs(),
                config.membership().suspendGraceMs(),
                config.membership().zkGraceMs(),
                config.lease().clockRateBoundPercent(),
                config.membership().unclean() == UncleanStart.DOUBT,
                config.membership().minInSync().orElse(Times.AUTO));
    }

    private static TreeMap<String, QueuePolicy> queues(NodeConfig config) {
        TreeMap<String, QueuePolicy> policies = new TreeMap<>();
        for (Map.Entry<String, QueueConfig> entry : config.queues().entrySet()) {
            QueueConfig queue = entry.getValue();
            policies.put(
                    entry.getKey(),
                    new QueuePolicy(
                            entry.getKey(),
                            queue.worker().concurrency(),
                            check(queue.check().type()),
                            queue.retry().attempts(),
                            queue.retry().backoffMs(),
                            queue.retry().backoffMaxMs(),
                            queue.worker().prefetch()));
        }
        return policies;
    }

    private static QueuePolicy.Check check(CheckType type) {
        return switch (type) {
            case PARK -> QueuePolicy.Check.PARK;
            case NEVER -> QueuePolicy.Check.NEVER;
            case RERUN -> QueuePolicy.Check.RERUN;
            case COMMAND, CLASS, EMBEDDED -> QueuePolicy.Check.ASK;
        };
    }
}
