package io.ballot.core.member;

import io.ballot.core.Event;
import io.ballot.protocol.Member;
import io.ballot.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The nodes as ZooKeeper shows them: who lives, who is known, whose process was followed by another. */
public final class MemberBook {

    private final SortedMap<NodeId, Member> members = new TreeMap<>();
    private final SortedSet<NodeId> known = new TreeSet<>();
    private final Successions successions = new Successions();

    void update(Event.MembersChanged changed) {
        members.clear();
        for (Member member : changed.members()) {
            members.put(member.node(), member);
        }
        successions.observe(changed.members());
        known.clear();
        known.addAll(changed.known());
        known.addAll(members.keySet());
    }

    /** Those whose member znode exists. */
    public SortedMap<NodeId, Member> members() {
        return Collections.unmodifiableSortedMap(members);
    }

    public List<Member> list() {
        return List.copyOf(members.values());
    }

    /** Nodes ever known and not forgotten; at least those that live. */
    public SortedSet<NodeId> known() {
        return Collections.unmodifiableSortedSet(known);
    }

    public Successions successions() {
        return successions;
    }
}
