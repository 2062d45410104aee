package io.ballot.core;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A state machine's legal moves, and how often one machine has made each: the table is what runs, what is drawn in the
 * documents, and what the simulator must have seen taken.
 *
 * @param <S> its states, the first of which is where it begins
 */
public final class Arrows<S extends Enum<S>> {

    private final String name;
    private final Table<S> table;
    private final long[] taken;

    Arrows(String name, Table<S> table) {
        this.name = name;
        this.table = table;
        this.taken = new long[table.states.length * table.states.length];
    }

    /** A move is made. @throws IllegalStateException if it is not legal */
    public void take(S from, S to) {
        if (!table.allows(from, to)) {
            throw new IllegalStateException("no way from " + from + " to " + to + " (" + name + ")");
        }
        taken[from.ordinal() * table.states.length + to.ordinal()]++;
    }

    /** What it is the machine of. */
    public String name() {
        return name;
    }

    public Table<S> table() {
        return table;
    }

    /** Calls with "FROM --> TO" and how often that was taken, for each legal move, in the order of the states. */
    public void forEach(BiConsumer<String, Long> visitor) {
        for (S from : table.states) {
            for (S to : table.after(from)) {
                visitor.accept(from + " --> " + to, taken[from.ordinal() * table.states.length + to.ordinal()]);
            }
        }
    }

    /**
     * Which state may follow which.
     *
     * @param <S> at most 64 states
     */
    public static final class Table<S extends Enum<S>> {

        private final S[] states;
        private final long[] after;

        private Table(Class<S> type) {
            states = type.getEnumConstants();
            after = new long[states.length];
        }

        /** A table without moves. */
        public static <S extends Enum<S>> Table<S> of(Class<S> type) {
            return new Table<>(type);
        }

        /** Adds the moves from one state. @return this */
        public Table<S> from(S state, Set<S> next) {
            for (S to : next) {
                after[state.ordinal()] |= 1L << to.ordinal();
            }
            return this;
        }

        public boolean allows(S from, S to) {
            return (after[from.ordinal()] >> to.ordinal() & 1) != 0;
        }

        public Set<S> after(S from) {
            List<S> next = new ArrayList<>();
            for (S to : states) {
                if (allows(from, to)) {
                    next.add(to);
                }
            }
            return next.isEmpty() ? Set.of() : EnumSet.copyOf(next);
        }

        /** As a Mermaid state diagram. */
        public String drawn() {
            StringBuilder out = new StringBuilder("stateDiagram-v2\n    [*] --> " + states[0] + "\n");
            for (S from : states) {
                for (S to : after(from)) {
                    out.append("    ").append(from).append(" --> ").append(to).append('\n');
                }
                if (after[from.ordinal()] == 0) {
                    out.append("    ").append(from).append(" --> [*]\n");
                }
            }
            return out.toString();
        }
    }
}
