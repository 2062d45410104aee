package io.ballot.chaos.run;

import io.ballot.chaos.lab.Rival;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param faults by name, in order; empty for mixed ones
 * @param rounds how often each single fault strikes
 * @param maybeMinutes how long mixed faults go on; absent for single ones
 * @param subjects by name, {@code ballot} or one of those to compare with
 * @param settings of Ballot's nodes, for all of them
 */
record Options(
        List<String> faults,
        boolean list,
        boolean help,
        boolean keep,
        long seed,
        int rounds,
        @Nullable Double maybeMinutes,
        List<String> subjects,
        @Nullable Path maybeOut,
        @Nullable Path maybeJson,
        Map<String, String> settings) {

    /** @throws IllegalArgumentException with one line for the user */
    static Options parse(List<String> arguments, List<String> all, List<String> quick) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        List<String> faults = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        boolean list = false;
        boolean help = false;
        boolean keep = false;
        boolean mixed = false;
        long seed = System.nanoTime() & 0xffff;
        int rounds = 1;
        @Nullable Double minutes = null;
        @Nullable Path out = null;
        @Nullable Path json = null;
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--list" -> list = true;
                case "--help", "-h" -> help = true;
                case "--keep" -> keep = true;
                case "--mixed" -> mixed = true;
                case "--quick" -> faults.addAll(quick);
                case "--all" -> faults.addAll(all);
                case "--compare" -> {
                    faults.addAll(List.of("join", "leave", "kill-executor", "stop-executor-long", "rolling-restart"));
                    subjects.add("ballot");
                    subjects.addAll(Rival.kinds().keySet());
                }
                case "--fault" -> faults.addAll(List.of(value(option, rest).split(",")));
                case "--subject" -> subjects.addAll(List.of(value(option, rest).split(",")));
                case "--seed" -> seed = (long) number(option, value(option, rest));
                case "--rounds" -> rounds = (int) number(option, value(option, rest));
                case "--minutes" -> minutes = number(option, value(option, rest));
                case "--duration" -> minutes = duration(option, value(option, rest));
                case "--out" -> out = Path.of(value(option, rest));
                case "--json" -> json = Path.of(value(option, rest));
                case "--set" -> {
                    String[] setting = value(option, rest).split("=", 2);
                    if (setting.length != 2) {
                        throw new IllegalArgumentException("--set needs KEY=VALUE");
                    }
                    settings.put(setting[0], setting[1]);
                }
                default -> throw new IllegalArgumentException("chaos knows no " + option);
            }
        }
        for (String fault : faults) {
            if (!all.contains(fault)) {
                throw new IllegalArgumentException("there is no fault " + fault + "; --list shows all");
            }
        }
        for (String subject : subjects) {
            if (!subject.equals("ballot") && !Rival.kinds().containsKey(subject)) {
                throw new IllegalArgumentException("there is no system " + subject + "; --list shows all");
            }
        }
        if (rounds < 1 || rounds > 1 && (mixed || minutes != null || faults.isEmpty())) {
            throw new IllegalArgumentException("--rounds needs a number above 0, and single faults");
        }
        if (!mixed && minutes == null && faults.isEmpty() || mixed && minutes == null) {
            minutes = 10.0;
        }
        if (subjects.isEmpty()) {
            subjects.add("ballot");
        }
        return new Options(faults, list, help, keep, seed, rounds, minutes, subjects, out, json, settings);
    }

    boolean isMixed() {
        return maybeMinutes != null;
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static double number(String option, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(option + " needs a number, not " + value, none);
        }
        throw new IllegalArgumentException(option + " needs a number not below 0, not " + value);
    }

    /** {@code 90s}, {@code 10m} or a number of minutes. */
    private static double duration(String option, String value) {
        if (value.endsWith("s")) {
            return number(option, value.substring(0, value.length() - 1)) / 60;
        }
        return number(option, value.endsWith("m") ? value.substring(0, value.length() - 1) : value);
    }
}
