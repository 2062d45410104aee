package io.ballot.node.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An unpacked distribution with the scripts of this checkout. Its {@code lib} holds one jar that points at the class path
 * of the tests, since the jars themselves are only packaged later.
 */
final class Distribution {

    private Distribution() {}

    static Path unpack(Path root) throws IOException {
        copy(checkout().resolve("bin"), root.resolve("bin"));
        copy(checkout().resolve("conf"), root.resolve("conf"));
        Path lib = Files.createDirectories(root.resolve("lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream file = Files.newOutputStream(lib.resolve("ballot-test.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.flush();
        }
        return root;
    }

    /** The directory that holds the scripts: this module's parent. */
    static Path checkout() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("bin"))) {
            at = at.getParent();
        }
        return at;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
    }
}
