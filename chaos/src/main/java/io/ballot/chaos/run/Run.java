package io.ballot.chaos.run;

import io.ballot.chaos.check.Checker;
import io.ballot.chaos.check.Evidence;
import io.ballot.chaos.check.Progress;
import io.ballot.chaos.check.Verdict;
import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.fault.Fault;
import io.ballot.chaos.fault.Scene;
import io.ballot.chaos.lab.Ballot;
import io.ballot.chaos.lab.Lab;
import io.ballot.chaos.lab.Member;
import io.ballot.chaos.lab.Waiting;
import io.ballot.chaos.load.Auditor;
import io.ballot.chaos.load.CommitSample;
import io.ballot.chaos.load.Feeder;
import io.ballot.chaos.load.SideTopic;
import io.ballot.chaos.load.Submitted;
import io.ballot.chaos.load.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Feeds one system under test, lets faults strike it one after the other, each on a system that is at work again, and makes
 * the accounts at the end.
 */
final class Run {

    private static final int WARM_TASKS = 150;
    private static final long SETTLE_MS = 180_000;
    private static final long DRAIN_MS = 240_000;

    private final Lab lab;
    private final Narrator narrator;
    private final long seed;

    Run(Lab lab, Narrator narrator, long seed) {
        this.lab = lab;
        this.narrator = narrator;
        this.seed = seed;
    }

    /** Plays the faults in order; the iterator may say when there are enough. */
    Outcome play(Iterator<Fault> faults, int members) throws IOException, InterruptedException {
        narrator.tell("%s: ZooKeeper and Kafka start", lab.subject().title());
        lab.startServers();
        try (Topic topic = new Topic(
                        lab.brokers().bootstrap(), Ballot.QUEUE, lab.subject().group());
                Feeder feeder = new Feeder(lab.brokers().bootstrap(), Ballot.QUEUE, lab.store(), seed);
                Auditor auditor = new Auditor(topic, feeder)) {
            topic.create();
            lab.startMembers(members);
            narrator.tell("%s: %d members work", lab.subject().title(), members);
            feeder.start();
            auditor.start();
            Scene scene = new Scene(lab, feeder, topic, new Random(seed));
            String maybeStuck = strike(faults, scene);
            return account(scene, auditor, maybeStuck);
        }
    }

    private @Nullable String strike(Iterator<Fault> faults, Scene scene) throws InterruptedException {
        try {
            settle(scene);
            while (faults.hasNext()) {
                Fault fault = faults.next();
                narrator.tell("%s: %s: %s", lab.subject().title(), fault.name(), fault.says());
                lab.store().note(Kind.FAULT, Effect.NONE, 0, fault.name());
                fault.deed().strike(scene);
                lab.store().note(Kind.OVER, Effect.NONE, 0, fault.name());
                settle(scene);
            }
            return null;
        } catch (IOException
                | RuntimeException stuck) { // whatever a fault's own clients throw: what was seen so far is told
            narrator.tell("%s: STUCK: %s", lab.subject().title(), stuck.toString());
            return stuck.toString();
        }
    }

    /** Until everybody has their part, and everybody works. */
    private void settle(Scene scene) throws IOException, InterruptedException {
        int from = lab.store().since(0).size();
        Waiting.until(
                "all members have their part", SETTLE_MS, () -> lab.subject().isWhole(lab));
        int executed = lab.store().executedTasks();
        Waiting.until("all members work and " + WARM_TASKS + " more tasks are executed", SETTLE_MS, () -> {
            List<Effect> since = lab.store().since(from);
            boolean all = lab.members().alive().stream()
                    .allMatch(member -> since.stream()
                            .anyMatch(effect -> effect.kind() == Kind.START && effect.pid() == member.pid()));
            return all && lab.store().executedTasks() >= executed + WARM_TASKS;
        });
        lab.store().note(Kind.SETTLED, Effect.NONE, 0, Effect.NONE);
    }

    private Outcome account(Scene scene, Auditor auditor, @Nullable String maybeStuck)
            throws IOException, InterruptedException {
        narrator.tell("%s: everything is to come to its end", lab.subject().title());
        @Nullable String stuck = maybeStuck;
        try {
            lab.members().heal();
            scene.feeder().finish();
            Waiting.until("everything is executed and committed", DRAIN_MS, () -> isDone(scene, auditor));
        } catch (IOException late) {
            narrator.tell("%s: STUCK: %s", lab.subject().title(), String.valueOf(late.getMessage()));
            stuck = stuck == null ? String.valueOf(late.getMessage()) : stuck;
        }
        auditor.close();
        auditor.look();
        for (Member member : lab.members().alive()) {
            if (!member.stop(lab.subject().stopMs()) && stuck == null) {
                stuck = member.name() + " did not stop in order";
            }
        }
        String bootstrap = lab.brokers().bootstrap();
        Set<String> parked = SideTopic.ids(bootstrap, scene.topic(), ".parked");
        Set<String> dead = SideTopic.ids(bootstrap, scene.topic(), ".dlq");
        List<Effect> effects = lab.store().onFile();
        Verdict verdict = Checker.judge(new Evidence(
                effects,
                scene.feeder().submitted(),
                auditor.samples(),
                parked,
                dead,
                scene.feeder().life(),
                lab.subject().leaseMs()));
        return new Outcome(lab.subject().title(), verdict, rows(effects, verdict), stuck);
    }

    private List<Row> rows(List<Effect> effects, Verdict verdict) {
        List<Row> rows = new ArrayList<>();
        for (Progress progress : Progress.of(effects)) {
            long executed = count(effects, Kind.END, progress);
            long checks = count(effects, Kind.CHECK, progress);
            rows.add(Row.of(lab.subject().title(), progress, verdict, executed, checks));
        }
        return rows;
    }

    private static long count(List<Effect> effects, Kind kind, Progress progress) {
        return effects.stream()
                .filter(effect -> effect.kind() == kind
                        && effect.timeMs() >= progress.fromMs()
                        && effect.timeMs() <= progress.toMs())
                .count();
    }

    private static boolean isDone(Scene scene, Auditor auditor) throws InterruptedException {
        CommitSample now;
        try {
            now = auditor.look();
        } catch (IOException noAnswer) {
            // Asked again, until it is overdue.
            return false;
        }
        for (Submitted record : scene.feeder().submitted()) {
            boolean owed = !record.aborted() && record.offset() >= 0 && record.life() == now.life();
            if (owed && scene.lab().subject().group().isEmpty()) {
                if (!scene.lab().store().isExecuted(record.task())) {
                    return false;
                }
            } else if (owed && now.offsets().getOrDefault(record.partition(), 0L) <= record.offset()) {
                return false;
            }
        }
        return true;
    }
}
