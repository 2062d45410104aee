package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.load.CommitSample;
import io.ballot.chaos.load.Submitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes an effect log by hand, a line each millisecond unless it is told that time passes; node {@code nX} has pid X. */
final class Log {

    private static final long LEASE_MS = 10_000;

    private final List<Effect> effects = new ArrayList<>();
    private final List<Submitted> submitted = new ArrayList<>();
    private final List<CommitSample> samples = new ArrayList<>();
    private Set<String> parked = Set.of();
    private int life;
    private long nowMs = 1_000;

    /** One record of the task, on partition 0. */
    Log submit(String task, long offset) {
        submitted.add(new Submitted(task, life, 0, offset, nowMs, false));
        return this;
    }

    Log abort(String task, long offset) {
        submitted.add(new Submitted(task, life, 0, offset, nowMs, true));
        return this;
    }

    Log start(String task, int node, long token, long offset) {
        return line(Kind.START, task, node, token, "0/" + offset + "/1");
    }

    Log end(String task, int node, long token, long offset) {
        return line(Kind.END, task, node, token, "0/" + offset + "/1");
    }

    /** Started and executed at once. */
    Log execute(String task, int node, long token, long offset) {
        return start(task, node, token, offset).end(task, node, token, offset);
    }

    Log fail(String task, int node, long token, long offset) {
        return line(Kind.FAIL, task, node, token, "0/" + offset + "/1");
    }

    Log stop(String task, int node, long token, long offset) {
        return line(Kind.STOP, task, node, token, "0/" + offset + "/1");
    }

    Log refuseEnd(String task, int node, long token, long offset) {
        return line(Kind.END_REFUSED, task, node, token, "0/" + offset + "/1");
    }

    Log check(String task, boolean executed) {
        effects.add(new Effect(
                nowMs++, Kind.CHECK, task, "-", 9, 0, "ORPHANED:" + (executed ? "EXECUTED" : "NOT_EXECUTED")));
        return this;
    }

    /** What is done to a process or its node. */
    Log node(Kind kind, int node) {
        return line(kind, Effect.NONE, node, 0, Effect.NONE);
    }

    /** An orderly stop, as the operator asks for it. */
    Log stopped(int node) {
        return line(Kind.DIED, Effect.NONE, node, 0, "exit-0");
    }

    /** A check about a task that the leader's filter knows. */
    Log checkForFilter(String task) {
        effects.add(new Effect(nowMs++, Kind.CHECK, task, "-", 9, 0, "FILTER:NOT_EXECUTED"));
        return this;
    }

    /** Everybody has got over what was done before. */
    Log settled() {
        effects.add(new Effect(nowMs++, Kind.SETTLED, Effect.NONE, Effect.NONE, 0, 0, Effect.NONE));
        return this;
    }

    Log fault(String name) {
        effects.add(new Effect(nowMs++, Kind.FAULT, Effect.NONE, Effect.NONE, 0, 0, name));
        return this;
    }

    Log over(String name) {
        effects.add(new Effect(nowMs++, Kind.OVER, Effect.NONE, Effect.NONE, 0, 0, name));
        return this;
    }

    Log passes(long ms) {
        nowMs += ms;
        return this;
    }

    /** The group has committed so far on partition 0. */
    Log committed(long offset) {
        samples.add(new CommitSample(nowMs++, 0, Map.of(0, offset)));
        return this;
    }

    Log parked(String task) {
        parked = Set.of(task);
        return this;
    }

    /** The topic is deleted and created again. */
    Log recreated() {
        life++;
        return this;
    }

    private Log line(Kind kind, String task, int node, long token, String detail) {
        effects.add(new Effect(nowMs++, kind, task, "n" + node, node, token, detail));
        return this;
    }

    List<Effect> effects() {
        return effects;
    }

    Verdict judge() {
        return Checker.judge(new Evidence(effects, submitted, samples, parked, Set.of(), life, LEASE_MS));
    }
}
