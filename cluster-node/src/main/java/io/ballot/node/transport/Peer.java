package io.ballot.node.transport;

import io.ballot.protocol.Life;
import io.ballot.protocol.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of the address book with what waits for a connection: bounded in bytes, and in time by the next attempt, since
 * whatever still waits when an attempt fails is dropped.
 */
final class Peer {

    /** No attempt under way, an attempt under way, or one failed and the next must wait. */
    enum Dial {
        IDLE,
        DIALLING,
        BACKING_OFF
    }

    private final Life life;
    private final String address;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private Dial dial = Dial.IDLE;
    private int failures;

    Peer(Member member) {
        this.life = member.life();
        this.address = member.transport();
    }

    Life life() {
        return life;
    }

    String address() {
        return address;
    }

    boolean is(Member member) {
        return life.equals(member.life()) && address.equals(member.transport());
    }

    /** Whether there was room. */
    boolean hold(Outgoing message) {
        if (waitingBytes + message.weight() > Bounds.MAX_WAITING_BYTES) {
            return false;
        }
        waiting.add(message);
        waitingBytes += message.weight();
        return true;
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    List<Outgoing> takeWaiting() {
        List<Outgoing> taken = new ArrayList<>(waiting);
        waiting.clear();
        waitingBytes = 0;
        return taken;
    }

    Dial dial() {
        return dial;
    }

    void dialling() {
        dial = Dial.DIALLING;
    }

    /** A link is open, whoever called. @param called it is the attempt under way that led to it */
    void reached(boolean called) {
        failures = 0;
        if (called) {
            dial = Dial.IDLE;
        }
    }

    /** The pause after a failure is over. */
    void mayDial() {
        dial = Dial.IDLE;
    }

    /** Whether this is the first failure in a row, which is worth a line. */
    boolean isFirstFailure() {
        return failures == 0;
    }

    /** The attempt failed. @return milliseconds until the next may be made */
    long backOff() {
        dial = Dial.BACKING_OFF;
        long delay = Math.min(Bounds.BACKOFF_MAX_MS, Bounds.BACKOFF_MIN_MS << Math.min(failures, 10));
        failures++;
        return delay;
    }
}
