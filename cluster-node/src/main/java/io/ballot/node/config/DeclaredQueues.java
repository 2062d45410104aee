package io.ballot.node.config;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queues that {@code queues} lists, read before anything else: which keys and which environment variables exist
 * depends on them.
 *
 * @param valid the names that can be queues
 * @param listed all that stands in the list; a name that cannot be one is reported once, not again for each of its keys
 */
record DeclaredQueues(Set<String> valid, Set<String> listed) {

    static DeclaredQueues parse(@Nullable Setting queues, Problems problems) {
        Set<String> valid = new LinkedHashSet<>();
        Set<String> listed = new LinkedHashSet<>();
        if (queues != null && !queues.value().isBlank()) {
            for (String part : queues.value().split(",", -1)) {
                String name = part.strip();
                if (!listed.add(name)) {
                    problems.errorBeside(
                            queues.key(), queues.origin(), "'" + name + "' stands in the list twice; remove one");
                } else if (QueueConfig.NAME.matcher(name).matches()) {
                    valid.add(name);
                } else {
                    problems.errorBeside(
                            queues.key(),
                            queues.origin(),
                            "'" + name + "' cannot name a queue; allowed: a"
                                    + " lower-case letter, then lower-case letters, digits and '-'");
                }
            }
        }
        return new DeclaredQueues(valid, listed);
    }
}
