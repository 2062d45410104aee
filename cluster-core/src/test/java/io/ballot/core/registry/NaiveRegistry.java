package io.ballot.core.registry;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Id128;
import io.ballot.protocol.Life;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The registry as one would write it without a thought for memory: what {@link Registry} is compared with. */
final class NaiveRegistry {

    record Known(
            Life holder,
            long claimNo,
            QueuePartition partition,
            long offset,
            long token,
            int attempt,
            TaskState state,
            Outcome outcome) {

        Known moved(TaskState to, Outcome with) {
            return new Known(holder, claimNo, partition, offset, token, attempt, to, with);
        }
    }

    static final class Marks {
        long highestClaimed = -1;
        long before = -1;
        long horizon = -1;
        long floor = -1;
        long committed = -1;
    }

    final Map<Id128, Known> ledger = new HashMap<>();
    final Map<Id128, Outcome> recents = new HashMap<>();
    final Map<QueuePartition, Marks> marks = new HashMap<>();
    Set<Id128> current = new HashSet<>();
    Set<Id128> previous = new HashSet<>();
    boolean hasPrevious;
    int generation;
    long highestToken;

    boolean mightContain(Id128 id) {
        return current.contains(id) || previous.contains(id);
    }

    Marks marks(QueuePartition partition) {
        return marks.computeIfAbsent(partition, p -> new Marks());
    }

    List<Integer> apply(Entry entry) {
        List<Integer> had = new ArrayList<>();
        if (entry instanceof Entry.Grants grants) {
            for (int i = 0; i < grants.claim().size(); i++) {
                if (grant(grants, i)) {
                    had.add(i);
                }
            }
        } else if (entry instanceof Entry.Changes changes) {
            for (int i = 0; i < changes.ids().size(); i++) {
                change(
                        changes.ids().get(i),
                        changes.tokens()[i],
                        TaskState.of(changes.states()[i]),
                        Outcome.of(changes.outcomes()[i]));
            }
        } else if (entry instanceof Entry.Committed committed) {
            commit(committed.partition(), committed.offset());
        } else if (entry instanceof Entry.Rotate rotate && rotate.generation() > generation) {
            rotate(rotate.generation());
        }
        return had;
    }

    private boolean grant(Entry.Grants grants, int i) {
        Id128 id = grants.claim().ids().get(i);
        long token = grants.tokens()[i];
        Known old = ledger.get(id);
        boolean had = mightContain(id) && !(old != null && old.token() == token) && grants.fresh()[i] != 0;
        current.add(id);
        highestToken = Math.max(highestToken, token);
        Marks at = marks(grants.claim().partition());
        at.highestClaimed = Math.max(at.highestClaimed, grants.claim().offsets()[i]);
        TaskState state = TaskState.of(grants.states()[i]);
        if (old == null || old.token() < token) {
            if (old != null && old.outcome().isFinal()) {
                remember(id, old.outcome());
            }
            ledger.put(
                    id,
                    new Known(
                            grants.holder(),
                            grants.claim().claimNo(),
                            grants.claim().partition(),
                            grants.claim().offsets()[i],
                            token,
                            grants.attempts()[i],
                            state,
                            Outcome.NONE));
        } else if (old.token() == token && old.state() == TaskState.GRANTED) {
            ledger.put(id, old.moved(state, Outcome.NONE));
        }
        return had;
    }

    private void change(Id128 id, long token, TaskState to, Outcome outcome) {
        Known old = ledger.get(id);
        if (old == null || old.token() != token) {
            if (to == TaskState.EXECUTED && outcome.isFinal()) {
                remember(id, outcome);
                current.add(id);
            }
            return;
        }
        if (to == TaskState.COMMITTED) {
            ledger.remove(id);
            if (old.outcome().isFinal()) {
                remember(id, old.outcome());
            }
            return;
        }
        if (!legal(old, to, outcome)) {
            return;
        }
        ledger.put(id, old.moved(to, outcome));
        if (outcome.isFinal() && old.offset() < marks(old.partition()).committed) {
            ledger.remove(id);
            remember(id, outcome);
        }
    }

    private static boolean legal(Known old, TaskState to, Outcome outcome) {
        boolean held = old.state() == TaskState.GRANTED || old.state() == TaskState.RUNNING;
        return switch (to) {
            case RUNNING -> old.state() == TaskState.GRANTED;
            case RELEASED ->
                held
                        || (outcome != Outcome.NONE
                                && old.state() == TaskState.EXECUTED
                                && !old.outcome().isFinal());
            case ORPHANED -> held;
            case EXECUTED -> outcome.isFinal() ? !old.outcome().isFinal() : held || old.state() == TaskState.ORPHANED;
            default -> false;
        };
    }

    private void commit(QueuePartition partition, long offset) {
        Marks at = marks(partition);
        at.committed = Math.max(at.committed, offset);
        if (at.committed >= at.floor) {
            at.floor = -1;
        }
        List<Map.Entry<Id128, Known>> passed = ledger.entrySet().stream()
                .filter(e -> e.getValue().partition().equals(partition)
                        && e.getValue().offset() < offset)
                .filter(e -> e.getValue().state() != TaskState.GRANTED
                        && e.getValue().state() != TaskState.RUNNING)
                .sorted((a, b) ->
                        Long.compare(a.getValue().offset(), b.getValue().offset()))
                .toList();
        passed.forEach(e -> {
            if (e.getValue().outcome().isFinal()) {
                remember(e.getKey(), e.getValue().outcome());
            }
        });
        passed.forEach(e -> ledger.remove(e.getKey()));
    }

    private void rotate(int to) {
        generation = to;
        for (Marks at : marks.values()) {
            at.horizon = hasPrevious ? Math.max(at.horizon, at.before) : at.horizon;
            at.before = at.highestClaimed;
        }
        previous = current;
        hasPrevious = true;
        current = new HashSet<>(ledger.keySet());
        current.addAll(recents.keySet());
    }

    private void remember(Id128 id, Outcome outcome) {
        recents.merge(id, outcome, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
}
