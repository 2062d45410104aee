package io.ballot.chaos.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one process lives.
 *
 * @param address its own, and nobody else's
 * @param maybeNamespace its network namespace, absent where all share one network
 */
public record Host(String name, String address, @Nullable String maybeNamespace) {

    /** The command, as it has to be run to be there; it keeps its process id. */
    List<String> inside(List<String> command) {
        if (maybeNamespace == null) {
            return command;
        }
        List<String> there = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + maybeNamespace));
        there.addAll(command);
        return there;
    }
}
