package io.ballot.core.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All scripted scenarios by name, for {@code dev/sim.sh --scenario}: the test methods of the classes {@code Scenarios…Test}
 * of this package. They are found, not listed, so none can be forgotten.
 */
final class Scenarios {

    private Scenarios() {}

    /** One scripted scenario: a test method without parameters. */
    record Script(Method method) {

        String name() {
            return method.getName();
        }

        List<String> tags() {
            return Arrays.stream(method.getAnnotationsByType(Tag.class))
                    .map(Tag::value)
                    .toList();
        }

        /** The method's name as the sentence that it is. */
        String sentence() {
            String words = name().substring(name().indexOf('_') + 1)
                    .replaceAll("([A-Z]|[0-9]+)", " $1")
                    .toLowerCase(Locale.ROOT);
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }

        /** @throws Throwable what the scenario throws when it goes wrong */
        void run() throws Throwable {
            Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            method.setAccessible(true);
            try {
                method.invoke(constructor.newInstance());
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    /** In the order of their names. */
    static List<Script> all() {
        List<Script> scripts = new ArrayList<>();
        for (Class<?> type : classes()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    scripts.add(new Script(method));
                }
            }
        }
        scripts.sort(Comparator.comparing(Script::name));
        return scripts;
    }

    /** Those whose name contains {@code part}. @throws IllegalArgumentException when there is none */
    static List<Script> named(String part) {
        List<Script> found =
                all().stream().filter(script -> script.name().contains(part)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no scenario '" + part + "'; --scenario list lists them");
        }
        return found;
    }

    /** Runs the one whose name contains {@code part}. @return what went wrong, or an empty text */
    static String violationOf(String part) {
        List<Script> scripts = named(part);
        if (scripts.size() != 1) {
            throw new IllegalArgumentException("'" + part + "' is the name of " + scripts.size() + " scenarios");
        }
        try {
            scripts.get(0).run();
            return "";
        } catch (Throwable e) { // whatever it is, it is what was asked for
            return String.valueOf(e);
        }
    }

    private static List<Class<?>> classes() {
        try (Stream<Path> files = Files.list(Path.of(Scenarios.class
                        .getResource(Scenarios.class.getSimpleName() + ".class")
                        .toURI())
                .resolveSibling("."))) {
            List<Class<?>> classes = new ArrayList<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceAll("\\.class$", "");
                if (name.matches("ScenariosOf\\w+Test")) {
                    classes.add(Class.forName(Scenarios.class.getPackageName() + "." + name));
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("the classes of the scenarios are not where this class is", e);
        }
    }
}
