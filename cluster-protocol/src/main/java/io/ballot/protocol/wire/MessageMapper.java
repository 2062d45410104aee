package io.ballot.protocol.wire;

import io.ballot.protocol.Message;
import io.ballot.protocol.Message.Fenced;
import io.ballot.protocol.Message.Goodbye;
import io.ballot.protocol.Message.Join;
import io.ballot.protocol.Message.Probe;
import io.ballot.protocol.Message.ProbeAck;
import io.ballot.protocol.Message.Promise;
import io.ballot.protocol.Message.Synced;
import io.ballot.protocol.Message.ViewChanged;
import io.ballot.protocol.pb.Pb;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which record is which field of the envelope. */
final class MessageMapper {

    /** Numbers from here on are messages; see the schema. */
    private static final int FIRST_BODY = Pb.Envelope.JOIN_FIELD_NUMBER;

    private static final Map<Class<? extends Message>, BiConsumer<Pb.Envelope.Builder, Message>> PUTTERS =
            Map.ofEntries(
                    putter(Join.class, (pb, m) -> pb.setJoin(Pb.Join.getDefaultInstance())),
                    putter(Promise.class, (pb, m) -> pb.setPromise(MembershipMapper.toPb(m))),
                    putter(Message.Promised.class, (pb, m) -> pb.setPromised(MembershipMapper.toPb(m))),
                    putter(Message.Snapshot.class, (pb, m) -> pb.setSnapshot(MembershipMapper.toPb(m))),
                    putter(Message.SnapshotAck.class, (pb, m) -> pb.setSnapshotAck(MembershipMapper.toPb(m))),
                    putter(
                            Synced.class,
                            (pb, m) -> pb.setSynced(Pb.Synced.newBuilder().setTransfer(m.transfer()))),
                    putter(ViewChanged.class, (pb, m) -> pb.setViewChanged(MembershipMapper.toPb(m))),
                    putter(Message.Vote.class, (pb, m) -> pb.setVote(VoteMapper.toPb(m))),
                    putter(Message.Resolve.class, (pb, m) -> pb.setResolve(VoteMapper.toPb(m))),
                    putter(Message.Verdict.class, (pb, m) -> pb.setVerdict(VoteMapper.toPb(m))),
                    putter(Message.Replicate.class, (pb, m) -> pb.setReplicate(ReplicationMapper.toPb(m))),
                    putter(Message.Ack.class, (pb, m) -> pb.setAck(ReplicationMapper.toPb(m))),
                    putter(Message.Progress.class, (pb, m) -> pb.setProgress(ProgressMapper.toPb(m))),
                    putter(Message.Reported.class, (pb, m) -> pb.setReported(ProgressMapper.toPb(m))),
                    putter(Message.Committed.class, (pb, m) -> pb.setCommitted(ProgressMapper.toPb(m))),
                    putter(Message.EvidenceAsk.class, (pb, m) -> pb.setEvidenceAsk(EvidenceMapper.toPb(m))),
                    putter(Message.Evidence.class, (pb, m) -> pb.setEvidence(EvidenceMapper.toPb(m))),
                    putter(Message.OutcomeNotice.class, (pb, m) -> pb.setOutcomeNotice(EvidenceMapper.toPb(m))),
                    putter(Message.Heartbeat.class, (pb, m) -> pb.setHeartbeat(MembershipMapper.toPb(m))),
                    putter(Message.Lease.class, (pb, m) -> pb.setLease(MembershipMapper.toPb(m))),
                    putter(
                            Probe.class,
                            (pb, m) -> pb.setProbe(Pb.Probe.newBuilder().setRound(m.round()))),
                    putter(
                            ProbeAck.class,
                            (pb, m) -> pb.setProbeAck(Pb.ProbeAck.newBuilder().setRound(m.round()))),
                    putter(Message.PreVote.class, (pb, m) -> pb.setPreVote(MembershipMapper.toPb(m))),
                    putter(Message.PreVoted.class, (pb, m) -> pb.setPreVoted(MembershipMapper.toPb(m))),
                    putter(Fenced.class, (pb, m) -> pb.setFenced(Pb.Fenced.getDefaultInstance())),
                    putter(Goodbye.class, (pb, m) -> pb.setGoodbye(MembershipMapper.toPb(m))));

    private MessageMapper() {}

    private static <M extends Message>
            Map.Entry<Class<? extends Message>, BiConsumer<Pb.Envelope.Builder, Message>> putter(
                    Class<M> type, BiConsumer<Pb.Envelope.Builder, M> put) {
        return Map.entry(type, (pb, message) -> put.accept(pb, type.cast(message)));
    }

    static void put(Message message, Pb.Envelope.Builder pb) {
        BiConsumer<Pb.Envelope.Builder, Message> putter = PUTTERS.get(message.getClass());
        if (putter == null) {
            throw new IllegalArgumentException("no encoding for " + message.getClass());
        }
        putter.accept(pb, message);
    }

    /** @param body that {@code pb} was read from */
    static Message message(Pb.Envelope pb, byte[] body) throws ProtocolException {
        return switch (pb.getBodyCase()) {
            case JOIN -> new Join();
            case PROMISE -> MembershipMapper.promise(pb.getPromise());
            case PROMISED -> MembershipMapper.promised(pb.getPromised());
            case SNAPSHOT -> MembershipMapper.snapshot(pb.getSnapshot());
            case SNAPSHOT_ACK -> MembershipMapper.snapshotAck(pb.getSnapshotAck());
            case SYNCED -> new Synced(pb.getSynced().getTransfer());
            case VIEW_CHANGED ->
                new ViewChanged(ViewMapper.view(pb.getViewChanged().getView()));
            case VOTE -> VoteMapper.vote(pb.getVote());
            case RESOLVE -> VoteMapper.resolve(pb.getResolve());
            case VERDICT -> VoteMapper.verdict(pb.getVerdict());
            case REPLICATE -> ReplicationMapper.replicate(pb.getReplicate());
            case ACK -> ReplicationMapper.ack(pb.getAck());
            case PROGRESS -> ProgressMapper.progress(pb.getProgress());
            case REPORTED -> ProgressMapper.reported(pb.getReported());
            case COMMITTED -> ProgressMapper.committed(pb.getCommitted());
            case EVIDENCE_ASK -> EvidenceMapper.evidenceAsk(pb.getEvidenceAsk());
            case EVIDENCE -> EvidenceMapper.evidence(pb.getEvidence());
            case OUTCOME_NOTICE -> EvidenceMapper.outcomeNotice(pb.getOutcomeNotice());
            case HEARTBEAT -> MembershipMapper.heartbeat(pb.getHeartbeat());
            case LEASE -> MembershipMapper.lease(pb.getLease());
            case PROBE -> new Probe(pb.getProbe().getRound());
            case PROBE_ACK -> new ProbeAck(pb.getProbeAck().getRound());
            case PRE_VOTE -> MembershipMapper.preVote(pb.getPreVote());
            case PRE_VOTED ->
                new Message.PreVoted(
                        pb.getPreVoted().getRound(), pb.getPreVoted().getHears());
            case FENCED -> new Fenced();
            case GOODBYE -> new Goodbye(pb.getGoodbye().getReason());
            case BODY_NOT_SET -> throw noMessage(body);
        };
    }

    private static ProtocolException noMessage(byte[] body) throws ProtocolException {
        int number = Parsing.firstField(body, FIRST_BODY, "envelope");
        return number >= 0 ? new UnknownMessageException(number) : new ProtocolException("no message", "envelope");
    }
}
