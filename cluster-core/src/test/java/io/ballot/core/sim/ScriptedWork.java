package io.ballot.core.sim;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tasks as a script says: 20 ms and well, and the check reads the effect log, where it says nothing. */
final class ScriptedWork implements SimWork {

    private final EffectLog effects;
    private final Map<Id128, Long> takesMs = new HashMap<>();
    private final Map<Id128, Long> effectAfterMs = new HashMap<>();
    private final Map<Id128, List<Ending>> endings = new HashMap<>();
    private final Map<Id128, CheckWord> checkWords = new HashMap<>();
    private final Map<Id128, Integer> checks = new HashMap<>();
    private final Set<Id128> deaf = new HashSet<>();

    ScriptedWork(EffectLog effects) {
        this.effects = effects;
    }

    void takes(Id128 id, long ms) {
        takesMs.put(id, ms);
    }

    void effectAfter(Id128 id, long ms) {
        effectAfterMs.put(id, ms);
    }

    void ends(Id128 id, List<Ending> next) {
        endings.put(id, new ArrayList<>(next));
    }

    void checkSays(Id128 id, CheckWord word) {
        checkWords.put(id, word);
    }

    void isDeaf(Id128 id) {
        deaf.add(id);
    }

    int checksOf(Id128 id) {
        return checks.getOrDefault(id, 0);
    }

    @Override
    public long takesMs(Run run, SimRandom random) {
        return takesMs.getOrDefault(run.id, 20L);
    }

    @Override
    public long effectAfterMs(Run run, long takesMs, SimRandom random) {
        return effectAfterMs.getOrDefault(run.id, random.between(0, takesMs));
    }

    @Override
    public Ending ending(Run run) {
        List<Ending> left = endings.getOrDefault(run.id, List.of());
        return left.isEmpty() ? Ending.SUCCESS : left.remove(0);
    }

    @Override
    public CheckWord check(Id128 id) {
        checks.merge(id, 1, Integer::sum);
        CheckWord scripted = checkWords.get(id);
        if (scripted != null) {
            return scripted;
        }
        return effects.wasExecuted(id) ? CheckWord.EXECUTED : CheckWord.NOT_EXECUTED;
    }

    @Override
    public boolean ignoresInterrupt(Run run) {
        return deaf.contains(run.id);
    }
}
