package io.ballot.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** Reads the evidence of a run and says what it shows. */
public final class Checker {

    private Checker() {}

    public static Verdict judge(Evidence evidence) {
        List<Rule> rules = List.of(
                new LostRule(),
                new RepeatRule(),
                new OverlapRule(),
                new TokenRule(),
                new DoubtRule(),
                new CommitRule(),
                new StrangerRule());
        List<Story> stories = Stories.of(evidence);
        Trouble trouble = Trouble.of(evidence.effects());
        List<Finding> findings = new ArrayList<>();
        for (Story story : stories) {
            for (Rule rule : rules) {
                rule.check(story, evidence, trouble, findings::add);
            }
        }
        return new Verdict(Totals.of(stories, evidence), findings);
    }
}
