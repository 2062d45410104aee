package io.ballot.node.zookeeper;

import io.ballot.core.Event;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who lives and who is known: reading the member znodes, and keeping this node's own. Owned by one thread. */
final class Membership {

    private static final Logger log = LoggerFactory.getLogger(Membership.class);

    /** A name that is contended between the look and the write is looked at again this often. */
    private static final int ATTEMPTS = 4;

    private final Layout layout;
    /** Znodes complained of, by path and transaction, so that each is complained of once. */
    private final Set<String> unreadable = new HashSet<>();

    Membership(Layout layout) {
        this.layout = layout;
    }

    /** The members, ascending by name, and all known nodes. A member znode that cannot be read is left out, with an error. */
    Event.MembersChanged read(ZkSession session) throws KeeperException, InterruptedException {
        List<Member> members = new ArrayList<>();
        for (String name : session.children(layout.members())) {
            maybeMember(session, new NodeId(name)).ifPresent(members::add);
        }
        SortedSet<NodeId> known = new TreeSet<>();
        session.children(layout.nodes()).forEach(name -> known.add(new NodeId(name)));
        return new Event.MembersChanged(List.copyOf(members), known);
    }

    private Optional<Member> maybeMember(ZkSession session, NodeId node) throws KeeperException, InterruptedException {
        String path = layout.member(node);
        Optional<ZkSession.Read> stored = session.read(path);
        if (stored.isEmpty()) {
            return Optional.empty(); // gone between the list and the look; the watch tells again
        }
        try {
            return Optional.of(ZnodeJson.read(path, stored.get().data(), Member.class));
        } catch (UnreadableZnodeException e) {
            // One damaged znode must not hide the others.
            if (unreadable.size() < 1_000
                    && unreadable.add(path + "@" + stored.get().stat().getMzxid())) {
                log.error("{}; this member is left out until its znode is written again", e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** What is remembered of {@code node} from its earlier starts. */
    Optional<KnownNode> remembered(ZkSession session, NodeId node)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        Optional<ZkSession.Read> stored = session.read(layout.node(node));
        return stored.isPresent()
                ? Optional.of(ZnodeJson.read(layout.node(node), stored.get().data(), KnownNode.class))
                : Optional.empty();
    }

    /**
     * Counts this start and shows this process as a member: in one transaction, so that a start that is refused is not
     * counted. Repeating it after a lost answer changes nothing.
     *
     * @throws NodeNameTakenException when another life holds the name
     */
    KnownNode register(ZkSession session, Member self)
            throws KeeperException, InterruptedException, UnreadableZnodeException, NodeNameTakenException {
        String memberPath = layout.member(self.node());
        String nodePath = layout.node(self.node());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            session.sync(layout.base());
            Optional<ZkSession.Read> held = session.read(memberPath);
            Optional<KnownNode> before = remembered(session, self.node());
            if (held.isPresent()) {
                Member holder = ZnodeJson.read(memberPath, held.get().data(), Member.class);
                if (before.isPresent() && holder.life().equals(self.life())) {
                    keep(session, self); // the answer to an earlier attempt was lost, its session perhaps too
                    return before.get();
                }
                throw new NodeNameTakenException(self.node(), NodeName.describe(holder));
            }
            KnownNode now = new KnownNode(
                    self.node(),
                    self.store().store(),
                    self.life().dir(),
                    before.map(KnownNode::starts).orElse(0L) + 1,
                    self.transport(),
                    self.admin());
            try {
                session.multi(List.of(
                        ZkSession.createOrSet(nodePath, ZnodeJson.write(now), session.stat(nodePath)),
                        ZkSession.create(memberPath, ZnodeJson.write(self), CreateMode.EPHEMERAL)));
                return now;
            } catch (KeeperException.NodeExistsException
                    | KeeperException.BadVersionException
                    | KeeperException.NoNodeException e) {
                log.info("{}: another process wrote at the same time ({}), looking again", self.node(), e.code());
            }
        }
        throw new NodeNameTakenException(self.node(), "it registers at the same time");
    }

    /**
     * Sees to it that this process's member znode stands in the current session. After a session was lost, the znode of the
     * old one may still be there: it is replaced, with the same life.
     *
     * @return false when another life holds the name now
     */
    boolean keep(ZkSession session, Member self)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        String path = layout.member(self.node());
        Optional<ZkSession.Read> held = session.read(path);
        List<Op> ops = new ArrayList<>();
        if (held.isPresent()) {
            Member holder = ZnodeJson.read(path, held.get().data(), Member.class);
            if (!holder.life().equals(self.life())) {
                return false;
            }
            if (isOwn(held.get(), holder, self, session)) {
                return true;
            }
            ops.add(Op.delete(path, held.get().stat().getVersion()));
        }
        ops.add(ZkSession.create(path, ZnodeJson.write(self), CreateMode.EPHEMERAL));
        session.multi(ops);
        log.info("{}: member znode written again", self.life());
        return true;
    }

    private static boolean isOwn(ZkSession.Read held, Member holder, Member self, ZkSession session) {
        return holder.life().equals(self.life()) && held.stat().getEphemeralOwner() == session.id();
    }

    /** Deletes the member znode if it is still this life's. */
    void remove(ZkSession session, NodeId node, Id128 life)
            throws KeeperException, InterruptedException, UnreadableZnodeException {
        String path = layout.member(node);
        Optional<ZkSession.Read> held = session.read(path);
        if (held.isPresent()
                && ZnodeJson.read(path, held.get().data(), Member.class)
                        .life()
                        .life()
                        .equals(life)) {
            session.multi(List.of(Op.delete(path, held.get().stat().getVersion())));
        }
    }
}
