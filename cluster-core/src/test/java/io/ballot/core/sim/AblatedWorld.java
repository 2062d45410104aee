package io.ballot.core.sim;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * The machines and the simulator once more, in a class loader of their own, with some methods left out. The classes that
 * run in production have no switch for that.
 */
final class AblatedWorld {

    private final MethodHandle run;
    private final MethodHandle script;

    /** @throws IllegalArgumentException if a cut names a method that is not there, or is there more than once */
    AblatedWorld(List<Cut> cuts) {
        try {
            Loader loader = new Loader(cuts);
            run = find(loader.loadClass("io.ballot.core.sim.Simulator"), long.class);
            script = find(loader.loadClass("io.ballot.core.sim.Scenarios"), String.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator does not load with " + cuts, e);
        }
    }

    private static MethodHandle find(Class<?> type, Class<?> parameter) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findStatic(type, "violationOf", MethodType.methodType(String.class, parameter));
    }

    /** Runs the one scripted scenario whose name contains {@code part}. @return what went wrong, or an empty text */
    String violationOf(String part) {
        try {
            return (String) script.invokeExact(part);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("scenario " + part + " did not run", e);
        }
    }

    /**
     * Runs one seed. @return what was violated, or an empty text
     *
     * @throws IllegalStateException if it is the simulator that broke: nobody has noticed then that a rule is missing
     */
    String violationOf(long seed) {
        try {
            String violation = (String) run.invokeExact(seed);
            if (violation.startsWith(InvariantViolation.OF_SIMULATOR)) {
                throw new IllegalStateException("no promise was violated: " + violation);
            }
            return violation;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("seed " + seed + " did not run", e);
        }
    }

    /** Loads all classes below {@code io.ballot.core} itself, cut where they are to be. */
    private static final class Loader extends ClassLoader {

        private static final String OWN = "io.ballot.core.";

        private final ClassFileLocator files = ClassFileLocator.ForClassLoader.of(AblatedWorld.class.getClassLoader());
        private final TypePool types = TypePool.Default.of(files);
        private final Map<String, DynamicType.Builder<?>> cut = new HashMap<>();

        Loader(List<Cut> cuts) {
            super(AblatedWorld.class.getClassLoader());
            for (Cut next : cuts) {
                TypeDescription type = types.describe(next.className()).resolve();
                int found = type.getDeclaredMethods()
                        .filter(ElementMatchers.named(next.method()))
                        .size();
                if (found != 1) {
                    throw new IllegalArgumentException(
                            "there are " + found + " methods " + next.className() + "." + next.method());
                }
                cut.merge(
                        next.className(),
                        next.apply(new ByteBuddy().redefine(type, files)),
                        (before, ignored) -> next.apply(before));
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OWN)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    byte[] bytes = bytes(name);
                    loaded = defineClass(name, bytes, 0, bytes.length);
                }
                return loaded;
            }
        }

        private byte[] bytes(String name) throws ClassNotFoundException {
            DynamicType.Builder<?> builder = cut.get(name);
            if (builder != null) {
                return builder.make().getBytes();
            }
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                return file.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
