package io.ballot.chaos.fault;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.lab.Lab;
import io.ballot.chaos.lab.Member;
import io.ballot.chaos.lab.Waiting;
import io.ballot.chaos.load.Feeder;
import io.ballot.chaos.load.Topic;
import java.io.IOException;
import java.util.Random;

/** Where a fault strikes: the laboratory at work. */
public record Scene(Lab lab, Feeder feeder, Topic topic, Random random) {

    /** Long enough that the others notice and act on it. */
    static final long NOTICED_MS = 6_000;
    /** So many tasks at least are to be running where it strikes. */
    private static final int RUNNING = 3;

    /** The leader, in the middle of its own tasks. */
    Member busyLeader() throws IOException, InterruptedException {
        return busy(lab.awaitLeader());
    }

    /** Somebody else, in the middle of its tasks. */
    Member busyFollower() throws IOException, InterruptedException {
        return busy(lab.awaitFollower());
    }

    private Member busy(String name) throws IOException, InterruptedException {
        lab.awaitRunningOn(name, RUNNING);
        return lab.members().get(name);
    }

    /** The member's node is cut off in some way from now on; the checker is told. */
    void cut(Member member, String from) {
        lab.store().note(Kind.CUT, member.name(), member.pid(), from);
    }

    /** What was done to it is taken back, and it is as it was before; whoever did it has taken it back. */
    void healed(Member member) {
        lab.store().note(Kind.HEALED, member.name(), member.pid(), Effect.NONE);
    }

    /** Everybody who lives has their full part again. */
    public void awaitWhole() throws IOException, InterruptedException {
        Waiting.until(
                "all members have their part again",
                180_000,
                () -> lab.subject().isWhole(lab));
    }

    static void lasts(long ms) throws InterruptedException {
        Waiting.forMs(ms);
    }
}
