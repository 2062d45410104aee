package io.ballot.node.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes static members out of the consumer groups by their name: those of a node whose process is gone, so that others get
 * its partitions without waiting for the group's session timeout.
 *
 * <p>Asks and does not wait; the client tries again by itself until its own timeout. If nothing comes of it, the session
 * timeout decides, as without it.
 */
final class GroupMembers {

    private static final Logger log = LoggerFactory.getLogger(GroupMembers.class);

    private static final String REASON = "the node's process is gone";

    private static final long OWN_MS = 5_000;

    private final Supplier<Admin> admin;
    private final String cluster;
    private final Collection<String> queues;

    GroupMembers(Supplier<Admin> admin, String cluster, Collection<String> queues) {
        this.admin = admin;
        this.cluster = cluster;
        this.queues = List.copyOf(queues);
    }

    /** Out of the groups of all queues. */
    void remove(String nodeId) {
        queues.forEach(queue -> remove(nodeId, queue).whenComplete((done, error) -> {
            if (error == null) {
                log.info("removed from the group: node={} queue={}", nodeId, queue);
            } else if (isNoMember(error)) {
                log.debug("not in the group: node={} queue={}", nodeId, queue);
            } else {
                log.warn(
                        "queue {}: {} could not be removed from the group ({}); its partitions move after the session"
                                + " timeout",
                        queue,
                        nodeId,
                        Causes.message(error));
            }
        }));
    }

    /**
     * The member that an earlier process of this node left behind, before the next one joins: under the consumer protocol the
     * name is refused until the session of the old one has ended. Waits for the answer, some seconds at most.
     */
    void removeOwn(String nodeId, String queue) throws InterruptedException {
        try {
            remove(nodeId, queue).get(OWN_MS, TimeUnit.MILLISECONDS);
            log.info("removed an earlier process of this node from the group: queue={}", queue);
        } catch (ExecutionException e) {
            if (!isNoMember(e)) {
                log.warn("queue {}: no look at earlier members of this node: {}", queue, Causes.message(e));
            }
        } catch (TimeoutException e) {
            log.warn("queue {}: no answer about earlier members of this node; joining", queue);
        }
    }

    private KafkaFuture<Void> remove(String nodeId, String queue) {
        RemoveMembersFromConsumerGroupOptions options = new RemoveMembersFromConsumerGroupOptions(
                List.of(new MemberToRemove(GroupNames.instance(nodeId, queue))));
        options.reason(REASON);
        return admin.get()
                .removeMembersFromConsumerGroup(GroupNames.group(cluster, queue), options)
                .all();
    }

    private static boolean isNoMember(Throwable error) {
        Throwable root = Causes.root(error);
        return root instanceof UnknownMemberIdException || root instanceof GroupIdNotFoundException;
    }
}
