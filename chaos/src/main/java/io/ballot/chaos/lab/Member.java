package io.ballot.chaos.lab;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.effect.EffectStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One process of the system under test. What is done to it is written into the effect log, for the checker. */
public final class Member {

    private final String name;
    private final Host host;
    private final Child child;
    private final EffectStore store;
    private volatile boolean paused;

    Member(String name, Host host, Child child, EffectStore store) {
        this.name = name;
        this.host = host;
        this.child = child;
        this.store = store;
        child.onExit(() -> store.note(Kind.DIED, name, child.pid(), exit()));
    }

    public String name() {
        return name;
    }

    public Host host() {
        return host;
    }

    public long pid() {
        return child.pid();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    public boolean isPaused() {
        return paused;
    }

    /** What it said when it ended; null while it lives. */
    public @Nullable Integer maybeExitCode() {
        return child.isAlive() ? null : child.exitCode();
    }

    public void awaitReady(long timeoutMs) throws IOException, InterruptedException {
        child.awaitReady(timeoutMs);
    }

    /** SIGKILL; returns when it is gone and that is written down. */
    public void kill() throws InterruptedException {
        child.kill();
        store.note(Kind.DIED, name, pid(), "SIGKILL");
    }

    /** SIGTERM and the wait for its end; returns whether it came. */
    public boolean stop(long timeoutMs) throws InterruptedException {
        boolean itself = child.stop(timeoutMs);
        store.note(Kind.DIED, name, pid(), itself ? exit() : "late");
        return itself;
    }

    /** The same whoever notices the end first: its reader, or who stopped it. */
    private String exit() {
        return "exit-" + child.exitCode();
    }

    public void pause() throws IOException, InterruptedException {
        store.note(Kind.PAUSED, name, pid(), Effect.NONE);
        child.signal("STOP");
        paused = true;
    }

    public void resume() throws IOException, InterruptedException {
        paused = false;
        store.note(Kind.RESUMED, name, pid(), Effect.NONE);
        child.signal("CONT");
    }
}
