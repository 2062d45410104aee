package io.ballot.protocol.wire;

import io.ballot.protocol.Entry;
import io.ballot.protocol.Message.Ack;
import io.ballot.protocol.Message.Had;
import io.ballot.protocol.Message.Replicate;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** The leader's entries to its members, and their acknowledgements. */
final class ReplicationMapper {

    private ReplicationMapper() {}

    static Pb.Replicate toPb(Replicate replicate) {
        Pb.Replicate.Builder pb =
                Pb.Replicate.newBuilder().setFirstSeq(replicate.firstSeq()).setConfirmed(replicate.confirmed());
        for (Entry entry : replicate.entries()) {
            pb.addEntries(EntryMapper.toPb(entry));
        }
        return pb.build();
    }

    static Replicate replicate(Pb.Replicate pb) throws ProtocolException {
        List<Entry> entries = new ArrayList<>(pb.getEntriesCount());
        for (Pb.Entry entry : pb.getEntriesList()) {
            entries.add(EntryMapper.entry(entry));
        }
        return new Replicate(
                Checks.notNegative(pb.getFirstSeq(), "replicate.first_seq"),
                Checks.notNegative(pb.getConfirmed(), "replicate.confirmed"),
                entries);
    }

    static Pb.Ack toPb(Ack ack) {
        Pb.Ack.Builder pb = Pb.Ack.newBuilder().setSeq(ack.seq());
        for (Had had : ack.had()) {
            Pb.Had.Builder one = Pb.Had.newBuilder().setSeq(had.seq());
            Packed.intDeltas(had.tasks(), one::addTasks);
            pb.addHad(one);
        }
        return pb.build();
    }

    static Ack ack(Pb.Ack pb) throws ProtocolException {
        List<Had> had = new ArrayList<>(pb.getHadCount());
        for (Pb.Had one : pb.getHadList()) {
            int[] tasks = Packed.intSums(one.getTasksCount(), one::getTasks);
            for (int task : tasks) {
                Checks.notNegative(task, "ack.had");
            }
            had.add(new Had(Checks.notNegative(one.getSeq(), "ack.had"), tasks));
        }
        return new Ack(Checks.notNegative(pb.getSeq(), "ack.seq"), had);
    }
}
