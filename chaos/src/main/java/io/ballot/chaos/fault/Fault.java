package io.ballot.chaos.fault;

import io.ballot.chaos.lab.Machine.Need;
import io.ballot.chaos.lab.Shape;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that may go wrong.
 *
 * @param name as the command line takes it
 * @param says what it does, in one line
 * @param shape what there has to be of everything
 * @param needs what the machine has to have
 * @param deed does it, and takes it back
 */
public record Fault(String name, String says, Shape shape, Set<Need> needs, Deed deed) {

    /** Does something to the scene and returns when it is taken back. */
    @FunctionalInterface
    public interface Deed {
        void strike(Scene scene) throws IOException, InterruptedException;
    }

    static Fault of(String name, String says, Deed deed) {
        return new Fault(name, says, Shape.ONE_BROKER, Set.of(), deed);
    }

    Fault on(Shape other) {
        return new Fault(name, says, other, needs, deed);
    }

    /** With these needs beside those that it has. */
    Fault needing(Need... more) {
        Set<Need> all = EnumSet.copyOf(List.of(more));
        all.addAll(needs);
        return new Fault(name, says, shape, Set.copyOf(all), deed);
    }
}
