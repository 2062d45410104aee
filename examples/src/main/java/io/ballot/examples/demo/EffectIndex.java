package io.ballot.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The effect log, by task: how far the work is, as the outside world sees it. Not thread-safe. */
final class EffectIndex {

    private final LineReader reader;
    private final Map<String, List<Effect>> byId = new HashMap<>();
    private int count;

    EffectIndex(Path directory) {
        this.reader = new LineReader(LineLog.effects(directory));
    }

    /** Takes in what was appended since the last time. */
    void refresh() throws IOException {
        for (String line : reader.next()) {
            Effect effect = Effect.parse(line);
            byId.computeIfAbsent(effect.id(), id -> new ArrayList<>(1)).add(effect);
            count++;
        }
    }

    /** Effects, that is executions, in all. */
    int count() {
        return count;
    }

    /** Tasks with at least one effect. */
    int executedIds() {
        return byId.size();
    }

    List<Effect> of(String id) {
        return byId.getOrDefault(id, List.of());
    }
}
