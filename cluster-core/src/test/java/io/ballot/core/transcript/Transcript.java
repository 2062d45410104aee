package io.ballot.core.transcript;

import io.ballot.core.Event;
import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.TaskIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plays the script of a transcript. Comments ({@code #}) and empty lines stay; what was written as an answer is left out
 * and made anew.
 *
 * <p>What can be done, one line each; partitions are written {@code a/0}, tasks as hexadecimal words:
 *
 * <pre>
 * hide NAME…                     do not write down messages and commands of these names
 * start NODE…                    a new process, with a session and a member znode
 * crash NODE                     the process is gone; expire NODE: its session is, too
 * run MS                         time passes
 * lose NODE NODE, mend NODE NODE messages from the first to the second are lost, or not any more
 * assign NODE PARTITION OFFSET   the partition comes, committed up to there
 * revoke NODE PARTITION
 * poll NODE PARTITION OFFSET=TASK…
 * ended NODE PARTITION CLAIM OFFSET ENDING
 * checked NODE PARTITION CLAIM OFFSET WORD
 * side NODE PARTITION CLAIM OFFSET ok|failed
 * commit NODE REQUEST RESULT
 * stop NODE
 * view NODE                      write down the in-sync set that the node tells people
 * </pre>
 */
final class Transcript {

    private static final Id128 TOPIC = new Id128(7, 7);

    private final TranscriptWorld world = new TranscriptWorld();
    private final List<String> out = new ArrayList<>();
    private long revokes;

    private Transcript() {}

    /** @return the same script with what it comes to */
    static List<String> play(List<String> lines) {
        Transcript transcript = new Transcript();
        for (String line : lines) {
            transcript.line(line);
        }
        return transcript.out;
    }

    private void line(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            out.add(line);
        } else if (line.startsWith(">")) {
            out.add(line);
            act(line.substring(1).trim().split(" +"));
            world.settle();
            out.addAll(world.takeLines());
        }
    }

    private void act(String[] words) {
        String[] names = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "hide" -> world.hide(List.of(names));
            case "start" -> List.of(names).forEach(world::start);
            case "crash" -> world.crash(names[0]);
            case "expire" -> world.expire(names[0]);
            case "run" -> world.pass(Long.parseLong(names[0]));
            case "lose" -> world.lose(names[0], names[1]);
            case "mend" -> world.mend(names[0], names[1]);
            case "view" -> world.tellView(names[0]);
            case "stop" -> world.give(names[0], new Event.StopAsked());
            case "assign" ->
                world.give(
                        names[0],
                        new Event.PartitionsAssigned(List.of(new Event.Assigned(
                                partition(names[1]), Long.parseLong(names[2]), new long[0], new int[0], Id128.NONE))));
            case "revoke" -> world.give(names[0], new Event.PartitionsRevoked(++revokes, List.of(partition(names[1]))));
            case "poll" -> world.give(names[0], polled(names));
            case "commit" ->
                world.give(names[0], new Event.CommitDone(Long.parseLong(names[1]), CommitResult.valueOf(names[2])));
            default -> world.give(names[0], ofTask(words[0], names));
        }
    }

    private static Event.Polled polled(String[] names) {
        int size = names.length - 2;
        long[] offsets = new long[size];
        Id128[] ids = new Id128[size];
        for (int i = 0; i < size; i++) {
            String[] record = names[i + 2].split("=");
            offsets[i] = Long.parseLong(record[0]);
            ids[i] = new Id128(Long.parseLong(record[1], 16) << 40, 1);
        }
        return new Event.Polled(partition(names[1]), offsets, TaskIds.of(ids), new byte[size]);
    }

    private static Event ofTask(String what, String[] names) {
        QueuePartition partition = partition(names[1]);
        long claim = Long.parseLong(names[2]);
        long offset = Long.parseLong(names[3]);
        return switch (what) {
            case "ended" ->
                new Event.TasksEnded(partition, claim, new long[] {offset}, new Ending[] {Ending.valueOf(names[4])});
            case "checked" -> new Event.CheckAnswered(partition, claim, offset, CheckWord.valueOf(names[4]));
            case "side" -> new Event.SideRecordWritten(partition, claim, offset, names[4].equals("ok"));
            default -> throw new IllegalArgumentException("nobody can " + what);
        };
    }

    private static QueuePartition partition(String name) {
        String[] parts = name.split("/");
        return new QueuePartition(parts[0], TOPIC, Integer.parseInt(parts[1]));
    }
}
