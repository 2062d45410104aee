package io.ballot.chaos.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small disks that can be filled: file systems in memory, each with a size of its own. */
public final class Disks implements AutoCloseable {

    private static final String FILLER = "filler";

    private final Path directory;
    private final List<Path> mounted = new ArrayList<>();

    Disks(Path directory) {
        this.directory = directory;
    }

    /** Mounts an empty one; where the name has one already, that one. */
    public Path mount(String name, int megabytes) throws IOException, InterruptedException {
        Path disk = directory.resolve("disk-" + name);
        if (!mounted.contains(disk)) {
            Files.createDirectories(disk);
            Shell.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "ballot-chaos", disk.toString());
            mounted.add(disk);
        }
        return disk;
    }

    /** Leaves no byte of room. */
    public void fill(Path disk) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(disk.resolve(FILLER))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    public void free(Path disk) throws IOException {
        Files.deleteIfExists(disk.resolve(FILLER));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Path disk : mounted) {
            Shell.run("umount", disk.toString());
        }
        mounted.clear();
    }

    /** Unmounts what lies below a directory, whoever mounted it. */
    public static void sweep(Path directory) throws IOException, InterruptedException {
        for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
            String[] fields = line.split(" ");
            if (fields.length > 2
                    && fields[2].equals("tmpfs")
                    && Path.of(fields[1]).startsWith(directory)) {
                Shell.run("umount", fields[1]);
            }
        }
    }
}
