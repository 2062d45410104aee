package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.effect.Effect.Kind;
import io.ballot.chaos.load.Submitted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes the effect log apart into one story for each task. */
final class Stories {

    private final Map<String, List<Submitted>> records = new TreeMap<>();
    private final Map<String, List<Effect>> lines = new HashMap<>();
    private final Map<Effect, Effect> ends = new HashMap<>();

    private Stories() {}

    static List<Story> of(Evidence evidence) {
        Stories stories = new Stories();
        evidence.submitted()
                .forEach(record -> stories.records
                        .computeIfAbsent(record.task(), id -> new ArrayList<>())
                        .add(record));
        stories.read(evidence.effects());
        return stories.all();
    }

    private void read(List<Effect> effects) {
        // What each process has begun and not ended, by task.
        Map<Long, Map<String, Effect>> open = new HashMap<>();
        for (Effect effect : effects) {
            Map<String, Effect> here = open.computeIfAbsent(effect.pid(), pid -> new LinkedHashMap<>());
            switch (effect.kind()) {
                case START -> here.put(keyOf(effect), effect);
                case END, END_REFUSED, FAIL, STOP -> {
                    Effect start = here.remove(keyOf(effect));
                    if (start != null) {
                        ends.put(start, effect);
                    }
                }
                case DIED -> {
                    here.values().forEach(start -> ends.put(start, effect));
                    here.clear();
                }
                default -> {}
            }
            if (!effect.task().equals(Effect.NONE)) {
                lines.computeIfAbsent(effect.task(), id -> new ArrayList<>()).add(effect);
                records.computeIfAbsent(effect.task(), id -> new ArrayList<>());
            }
        }
    }

    /** With the record and the attempt, since a system without tokens may run two records of one task in one process. */
    private static String keyOf(Effect effect) {
        return effect.task() + " " + effect.token() + " " + effect.detail();
    }

    private List<Story> all() {
        List<Story> all = new ArrayList<>();
        records.forEach((task, sent) -> {
            List<Effect> about = lines.getOrDefault(task, List.of());
            List<Attempt> attempts = about.stream()
                    .filter(line -> line.kind() == Kind.START)
                    .map(start -> new Attempt(start, ends.get(start)))
                    .toList();
            all.add(new Story(task, sent, attempts, about));
        });
        return all;
    }
}
