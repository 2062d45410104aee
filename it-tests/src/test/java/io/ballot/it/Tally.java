package io.ballot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of every submitted task, from the submitted ids and the effects alone: no node's own counter is believed.
 *
 * @param executed ids with exactly one end
 * @param missing ids without an end
 * @param repeated ids with two ends or more
 * @param unexplained starts that no rule allows, in words: while another attempt was open, after an end, or after an
 *     attempt without an end that no check was asked about
 * @param startedAgain ids started again after a check, their first attempt being on record as killed
 * @param checked per id asked about, the processes that had started it before
 * @param strangers effects of ids that nobody submitted
 */
record Tally(
        Set<String> executed,
        Set<String> missing,
        Set<String> repeated,
        List<String> unexplained,
        Set<String> startedAgain,
        Map<String, Set<Long>> checked,
        Set<String> strangers) {

    /** The last attempt at a task so far. */
    private static final class Story {
        int ends;
        boolean open;
        long openPid;
        boolean checked;
        final Set<Long> startedBy = new TreeSet<>();
    }

    /**
     * @param submitted ids, however often each was submitted
     * @param killed processes that were killed: what they had started and not ended is on record as running there
     */
    static Tally of(Collection<String> submitted, List<Effect> effects, Set<Long> killed) {
        Map<String, Story> stories = new LinkedHashMap<>();
        submitted.forEach(id -> stories.put(id, new Story()));
        Set<String> strangers = new TreeSet<>();
        Set<String> startedAgain = new TreeSet<>();
        Set<String> unexplained = new LinkedHashSet<>();
        Map<String, Set<Long>> checked = new TreeMap<>();
        for (Effect effect : effects) {
            Story story = stories.get(effect.task());
            if (story == null) {
                strangers.add(effect.task());
                continue;
            }
            switch (effect.kind()) {
                case START -> {
                    if (story.open && killed.contains(story.openPid) && story.checked) {
                        startedAgain.add(effect.task());
                    } else if (story.open || story.ends > 0) {
                        unexplained.add(effect.line() + " while open=" + story.open + " in " + story.openPid
                                + ", checked=" + story.checked + ", ends=" + story.ends);
                    }
                    story.open = true;
                    story.checked = false;
                    story.openPid = effect.pid();
                    story.startedBy.add(effect.pid());
                }
                case END -> {
                    story.open = false;
                    story.ends++;
                }
                case FAIL -> story.open = false;
                // Without an outcome: it stays open until a check has been asked.
                case STOP -> {}
                case CHECK -> {
                    story.checked = true;
                    checked.computeIfAbsent(effect.task(), id -> new TreeSet<>())
                            .addAll(story.startedBy);
                }
            }
        }
        Set<String> executed = new TreeSet<>();
        Set<String> missing = new TreeSet<>();
        Set<String> repeated = new TreeSet<>();
        stories.forEach((id, story) -> (story.ends == 0 ? missing : story.ends == 1 ? executed : repeated).add(id));
        return new Tally(executed, missing, repeated, List.copyOf(unexplained), startedAgain, checked, strangers);
    }

    String inWords() {
        return "executed once " + executed.size() + ", missing " + missing.size() + ", repeated " + repeated.size()
                + ", unexplained starts " + unexplained.size() + ", started again after a check " + startedAgain.size()
                + ", checked " + checked.size();
    }

    /** What must hold after any fault: nothing lost, nothing repeated, nothing begun without a reason. */
    void assertNothingLostOrRepeated() {
        assertSoftly(softly -> {
            softly.assertThat(missing).as("lost").isEmpty();
            softly.assertThat(repeated).as("repeated").isEmpty();
            softly.assertThat(unexplained).as("starts without a reason").isEmpty();
            softly.assertThat(strangers).as("tasks that nobody submitted").isEmpty();
        });
    }

    /** A check is for what was on record as running on the killed process: nobody else had ever started it. */
    void assertCheckedOnlyWhatOnlyThisHadStarted(long killed) {
        assertThat(checked)
                .allSatisfy((id, startedBy) -> assertThat(startedBy)
                        .as("processes that had started %s before it was checked", id)
                        .isSubsetOf(Set.of(killed)));
    }

    /** While nothing crashes, evidence and the ledger settle every doubt. */
    void assertNothingWasChecked() {
        assertThat(checked).as("tasks that the check was asked about").isEmpty();
        assertThat(startedAgain).as("tasks started again").isEmpty();
    }
}
