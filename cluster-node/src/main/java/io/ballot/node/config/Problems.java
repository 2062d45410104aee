package io.ballot.node.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong while a configuration is read, so that all of it is reported at once. It also remembers which
 * keys are broken: a rule about two keys says nothing when one of them has no usable value, since a second message
 * about the same mistake only hides the first.
 */
final class Problems {

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> brokenKeys = new HashSet<>();

    /** An error that leaves its key without a usable value. */
    void error(String key, Origin origin, String message) {
        errorBeside(key, origin, message);
        brokenKeys.add(key);
    }

    /** An error beside a usable value, such as a second line for a key: rules about the key can still be judged. */
    void errorBeside(String key, Origin origin, String message) {
        errors.add(new Problem(Problem.Severity.ERROR, key, origin, message));
    }

    void warn(String key, Origin origin, String message) {
        warnings.add(new Problem(Problem.Severity.WARNING, key, origin, message));
    }

    boolean isBroken(String key) {
        return brokenKeys.contains(key);
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<Problem> errors() {
        return errors.stream().sorted(Problem.BY_PLACE).toList();
    }

    List<Problem> warnings() {
        return warnings.stream().sorted(Problem.BY_PLACE).toList();
    }
}
