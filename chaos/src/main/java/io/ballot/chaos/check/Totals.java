package io.ballot.chaos.check;

import io.ballot.chaos.load.Submitted;
import java.util.List;

/**
 * How many there were.
 *
 * @param tasks ids that Kafka has acknowledged a record of
 * @param executedOnce with one effect
 * @param suppressed further records of a task that led to no further effect
 * @param parked without an effect, waiting for a person
 * @param deadLetters without an effect, given up
 * @param gone without an effect, their records went with a topic that was deleted
 * @param checks answers of the check
 * @param checksUnbegun of these, about tasks that no process had begun
 */
public record Totals(
        int tasks,
        int executedOnce,
        int suppressed,
        int parked,
        int deadLetters,
        int gone,
        int checks,
        int checksUnbegun) {

    static Totals of(List<Story> stories, Evidence evidence) {
        int tasks = 0;
        int once = 0;
        int suppressed = 0;
        int parked = 0;
        int dead = 0;
        int gone = 0;
        int checks = 0;
        int unbegun = 0;
        for (Story story : stories) {
            checks += story.checks().size();
            unbegun += story.attempts().isEmpty() ? story.checks().size() : 0;
            List<Submitted> owed = story.records().stream()
                    .filter(record -> record.offset() >= 0 && !record.aborted())
                    .toList();
            int records = owed.size();
            int effects = story.effects().size();
            tasks += records > 0 ? 1 : 0;
            once += effects == 1 ? 1 : 0;
            suppressed += effects > 0 ? Math.max(0, records - effects) : 0;
            parked += effects == 0 && evidence.parked().contains(story.task()) ? 1 : 0;
            dead += effects == 0 && evidence.deadLetters().contains(story.task()) ? 1 : 0;
            boolean allGone = records > 0 && owed.stream().noneMatch(record -> record.life() == evidence.life());
            gone += effects == 0 && allGone && !evidence.isPutAside(story.task()) ? 1 : 0;
        }
        return new Totals(tasks, once, suppressed, parked, dead, gone, checks, unbegun);
    }

    Totals and(Totals other) {
        return new Totals(
                tasks + other.tasks,
                executedOnce + other.executedOnce,
                suppressed + other.suppressed,
                parked + other.parked,
                deadLetters + other.deadLetters,
                gone + other.gone,
                checks + other.checks,
                checksUnbegun + other.checksUnbegun);
    }
}
