package io.ballot.standalone;

import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of command-line options off the arguments that are left, or says in one line what is wrong with
 * them.
 */
final class Arguments {
    private Arguments() {}

    static String valueOf(String option, Deque<String> rest) {
        @Nullable String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    static int positiveOf(String option, Deque<String> rest) {
        String value = valueOf(option, rest);
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(option + " needs a number, not " + value, noNumber);
        }
        throw new IllegalArgumentException(option + " needs a number above 0, not " + value);
    }

    /** The next argument, {@code key=value}, taken apart at its first {@code =}. */
    static Map.Entry<String, String> settingOf(String option, Deque<String> rest) {
        String setting = valueOf(option, rest);
        int equals = setting.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(option + " needs key=value, not " + setting);
        }
        return Map.entry(
                setting.substring(0, equals).strip(),
                setting.substring(equals + 1).strip());
    }
}
