package io.ballot.chaos.load;

import io.ballot.chaos.effect.EffectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes down, again and again, what the group has committed: what is committed must be decided by then. */
public final class Auditor implements AutoCloseable {

    private static final long EVERY_MS = 500;

    private final Topic topic;
    private final Feeder feeder;
    private final List<CommitSample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::audit, "auditor");

    public Auditor(Topic topic, Feeder feeder) {
        this.topic = topic;
        this.feeder = feeder;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void audit() {
        try {
            while (!Thread.interrupted()) {
                try {
                    look();
                } catch (IOException noAnswer) {
                    // Kafka is under attack; the next look sees what this one missed.
                }
                Thread.sleep(EVERY_MS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once more, and returns what it saw. */
    public CommitSample look() throws IOException, InterruptedException {
        int life = feeder.life();
        CommitSample sample = new CommitSample(0, life, topic.committed());
        CommitSample timed = new CommitSample(EffectStore.nowMs(), life, sample.offsets());
        if (feeder.life() == life) {
            synchronized (samples) {
                samples.add(timed);
            }
        }
        return timed;
    }

    public List<CommitSample> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
