package io.ballot.node.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command's guard has put on file: the process group, before the command began; that it was told to stop; how it
 * ended.
 *
 * @param group the process group, 0 if none was begun
 * @param startTime of the group's first process, in clock ticks since the boot, 0 if not known
 * @param bootId of the machine's boot, {@code -} if not known
 * @param stopped whether the guard has told the group to end
 * @param ended whether the guard saw the end; if not, it was killed itself
 */
record GuardRecord(long group, long startTime, String bootId, boolean stopped, boolean ended) {

    static final GuardRecord NONE = new GuardRecord(0, 0, "-", false, false);

    static GuardRecord read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return NONE;
        }
        GuardRecord read = NONE;
        for (String line : lines) {
            String[] words = line.split(" ");
            read = switch (words[0]) {
                case "group" ->
                    words.length == 4
                            ? new GuardRecord(
                                    Long.parseLong(words[1]), Long.parseLong(words[2]), words[3], false, false)
                            : read; // cut short by the guard's death: the command had not begun
                case "stopped" -> new GuardRecord(read.group, read.startTime, read.bootId, true, read.ended);
                case "exit" -> new GuardRecord(read.group, read.startTime, read.bootId, read.stopped, true);
                default -> read;
            };
        }
        return read;
    }
}
