package io.ballot.node.execution;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users' classes: the jars of the plugins directory behind the class path.
 *
 * <p>One loader for all jars, with the node's own as its parent: the worker interface is one class for everybody, and a jar
 * may use what another brings. Jars that need different versions of one library belong on different nodes.
 */
final class Plugins implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Plugins.class);

    private final Path directory;
    private final int jars;
    private final URLClassLoader classLoader;

    Plugins(Path directory) throws WorkerStartException {
        this.directory = directory;
        List<URL> urls = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    urls.add(jar.toUri().toURL());
                }
            } catch (MalformedURLException e) {
                throw new IllegalStateException("a file has no URL", e);
            } catch (IOException e) {
                throw new WorkerStartException(
                        "the plugins directory " + directory + " cannot be read: " + e.getMessage(), e);
            }
        }
        jars = urls.size();
        classLoader = new URLClassLoader("ballot-plugins", urls.toArray(URL[]::new), Plugins.class.getClassLoader());
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    /**
     * Makes one of a class that the configuration names.
     *
     * @param key the configuration key, for the message of an error
     */
    <I> I instantiate(Class<I> type, String className, String key) throws WorkerStartException {
        String where = key + "=" + className + ": ";
        try {
            Class<?> found = Class.forName(className, true, classLoader);
            if (!type.isAssignableFrom(found)) {
                throw new WorkerStartException(where + "the class does not implement " + type.getName());
            }
            return type.cast(found.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new WorkerStartException(
                    where + "no such class in " + directory + " (" + jars + (jars == 1 ? " jar" : " jars")
                            + ") or on the class path",
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new WorkerStartException(
                    where + "a public class with a public constructor without parameters is needed", e);
        } catch (InvocationTargetException e) {
            throw new WorkerStartException(where + "the constructor failed: " + oneLine(e.getTargetException()), e);
        } catch (LinkageError e) {
            throw new WorkerStartException(where + "the class cannot be loaded: " + oneLine(e), e);
        }
    }

    static String oneLine(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    @Override
    public void close() {
        try {
            classLoader.close();
        } catch (IOException e) {
            // The jars are only read; nothing of the user's is lost by a file that stays open until the process ends.
            log.debug("cannot close the jars of {}", directory, e);
        }
    }
}
