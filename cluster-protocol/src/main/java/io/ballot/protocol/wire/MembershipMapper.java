package io.ballot.protocol.wire;

import io.ballot.protocol.Message.Goodbye;
import io.ballot.protocol.Message.Heartbeat;
import io.ballot.protocol.Message.Lease;
import io.ballot.protocol.Message.PreVote;
import io.ballot.protocol.Message.PreVoted;
import io.ballot.protocol.Message.Promise;
import io.ballot.protocol.Message.Promised;
import io.ballot.protocol.Message.Snapshot;
import io.ballot.protocol.Message.SnapshotAck;
import io.ballot.protocol.Message.ViewChanged;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** Joining, leaving and the sign of life. */
final class MembershipMapper {

    private MembershipMapper() {}

    static Pb.Promise toPb(Promise promise) {
        Pb.Promise.Builder pb = Pb.Promise.newBuilder();
        if (promise.known().isKnown()) {
            pb.setKnown(ValueMapper.toPb(promise.known()));
        }
        return pb.build();
    }

    static Promise promise(Pb.Promise pb) throws ProtocolException {
        return new Promise(ValueMapper.position(pb.getKnown(), "promise.known"));
    }

    static Pb.Promised toPb(Promised promised) {
        return Pb.Promised.newBuilder()
                .setStore(Packed.id(promised.store()))
                .setUnanswered(Packed.ids(promised.unanswered()))
                .build();
    }

    static Promised promised(Pb.Promised pb) throws ProtocolException {
        return new Promised(
                Packed.id(pb.getStore(), "promised.store"), Packed.ids(pb.getUnanswered(), "promised.unanswered"));
    }

    static Pb.Snapshot toPb(Snapshot snapshot) {
        return Pb.Snapshot.newBuilder()
                .setTransfer(snapshot.transfer())
                .setIndex(snapshot.index())
                .setSeq(snapshot.seq())
                .setPart(SnapshotMapper.toPb(snapshot.part()))
                .build();
    }

    static Snapshot snapshot(Pb.Snapshot pb) throws ProtocolException {
        return new Snapshot(
                pb.getTransfer(),
                Checks.notNegative(pb.getIndex(), "snapshot.index"),
                Checks.notNegative(pb.getSeq(), "snapshot.seq"),
                SnapshotMapper.part(pb.getPart()));
    }

    static Pb.SnapshotAck toPb(SnapshotAck ack) {
        return Pb.SnapshotAck.newBuilder()
                .setTransfer(ack.transfer())
                .setNext(ack.next())
                .build();
    }

    static SnapshotAck snapshotAck(Pb.SnapshotAck pb) throws ProtocolException {
        return new SnapshotAck(pb.getTransfer(), Checks.notNegative(pb.getNext(), "snapshot_ack.next"));
    }

    static Pb.ViewChanged toPb(ViewChanged changed) {
        return Pb.ViewChanged.newBuilder()
                .setView(ViewMapper.toPb(changed.view()))
                .build();
    }

    static Pb.Heartbeat toPb(Heartbeat heartbeat) {
        Pb.Heartbeat.Builder pb =
                Pb.Heartbeat.newBuilder().setNumber(heartbeat.number()).setAppliedSeq(heartbeat.appliedSeq());
        for (QueuePartition partition : heartbeat.owned()) {
            pb.addOwned(ValueMapper.toPb(partition));
        }
        return pb.build();
    }

    static Heartbeat heartbeat(Pb.Heartbeat pb) throws ProtocolException {
        List<QueuePartition> owned = new ArrayList<>(pb.getOwnedCount());
        for (Pb.QueuePartition partition : pb.getOwnedList()) {
            owned.add(ValueMapper.partition(partition, "heartbeat.owned"));
        }
        return new Heartbeat(pb.getNumber(), Checks.notNegative(pb.getAppliedSeq(), "heartbeat.applied_seq"), owned);
    }

    static Pb.Lease toPb(Lease lease) {
        return Pb.Lease.newBuilder()
                .setNumber(lease.number())
                .setInSync(lease.inSync())
                .setSeq(lease.seq())
                .setZkAgeMs(lease.zkAgeMs())
                .build();
    }

    static Lease lease(Pb.Lease pb) throws ProtocolException {
        return new Lease(
                pb.getNumber(),
                pb.getInSync(),
                Checks.notNegative(pb.getSeq(), "lease.seq"),
                Checks.notNegative(pb.getZkAgeMs(), "lease.zk_age_ms"));
    }

    static Pb.PreVote toPb(PreVote question) {
        return Pb.PreVote.newBuilder()
                .setRound(question.round())
                .setLeader(ValueMapper.toPb(question.leader()))
                .build();
    }

    static PreVote preVote(Pb.PreVote pb) throws ProtocolException {
        return new PreVote(pb.getRound(), ValueMapper.life(pb.getLeader(), "pre_vote.leader"));
    }

    static Pb.PreVoted toPb(PreVoted answer) {
        return Pb.PreVoted.newBuilder()
                .setRound(answer.round())
                .setHears(answer.hears())
                .build();
    }

    static Pb.Goodbye toPb(Goodbye goodbye) {
        return Pb.Goodbye.newBuilder().setReason(goodbye.reason()).build();
    }
}
