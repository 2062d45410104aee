package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a script sees of single messages, and what it does to them: it counts what was sent and said, keeps letters back, and
 * hands them over late or twice. Nothing here asks a machine for its opinion.
 */
final class Post extends Invariant {

    /** A message as it left; whether it arrived is another matter. */
    record Letter(long atMs, NodeId from, NodeId to, Envelope envelope) {

        boolean is(Class<? extends Message> kind, String sender, String receiver) {
            return kind.isInstance(envelope.message())
                    && (sender.equals("*") || from.name().equals(sender))
                    && (receiver.equals("*") || to.name().equals(receiver));
        }
    }

    /** A line of a node's log. */
    record Note(long atMs, String node, String kind, String text) {}

    private record Asked(String node, Command command) {}

    private final List<Letter> sent = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    private Post(SimCluster cluster) {
        super("post", cluster);
    }

    /** Watches all that is sent from now on. */
    static Post of(Scenario scenario) {
        Post post = new Post(scenario.cluster);
        scenario.cluster.watch(post);
        return post;
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        sent.add(new Letter(cluster.heap.now(), from.name(), to, envelope));
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (!(command instanceof Command.Send)) {
            asked.add(new Asked(process.name().name(), command));
        }
        if (command instanceof Command.Note note) {
            notes.add(new Note(cluster.heap.now(), process.name().name(), note.kind(), note.text()));
        }
    }

    /** All of a kind that left one for the other ("*" for any), oldest first. */
    List<Letter> sent(Class<? extends Message> kind, String from, String to) {
        return sent.stream().filter(letter -> letter.is(kind, from, to)).toList();
    }

    /** The log lines of a node ("*" for any) of that kind. */
    List<Note> notes(String node, String kind) {
        return notes.stream()
                .filter(note -> note.kind().equals(kind)
                        && (node.equals("*") || note.node().equals(node)))
                .toList();
    }

    /** How often a node has given a command of that kind. */
    long asked(String node, Class<? extends Command> kind) {
        return asked.stream()
                .filter(one -> one.node().equals(node) && kind.isInstance(one.command()))
                .count();
    }

    /** Letters that wait in the script's hands. */
    final class Kept {
        final List<Letter> letters = new ArrayList<>();
        private boolean keeps = true;

        /** Lets what comes from now on pass. */
        void stop() {
            keeps = false;
        }

        /** Hands over all that was kept, in order, to whoever has the receiver's name now. */
        void deliver() {
            stop();
            letters.forEach(Post.this::deliver);
        }
    }

    /** Takes what fits out of the post until told otherwise. */
    Kept keep(Class<? extends Message> kind, String from, String to, Predicate<Message> which) {
        Kept kept = new Kept();
        cluster.network.tap(new SimNetwork.Tap() {
            @Override
            public boolean lets(NodeId sender, NodeId receiver, Envelope envelope) {
                Letter letter = new Letter(cluster.heap.now(), sender, receiver, envelope);
                boolean keeps = kept.keeps && letter.is(kind, from, to) && which.test(envelope.message());
                if (keeps) {
                    kept.letters.add(letter);
                }
                return !keeps;
            }

            @Override
            public boolean lets(NodeId sender, NodeId receiver, Message message) {
                throw new IllegalStateException("whole letters are looked at");
            }
        });
        return kept;
    }

    /** Hands a letter over now, once more if it was before. */
    void deliver(Letter letter) {
        cluster.trace.line("post", "hands over " + letter);
        cluster.node(letter.to()).process().deliver(new Event.Received(letter.envelope()));
    }
}
