package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.Entry;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.TaskState;
import io.ballot.protocol.pb.Pb;

/**
 * Entries of the leader's order. An entry of an unknown kind is an error, not skipped: a ledger without it would differ from
 * the leader's.
 */
final class EntryMapper {

    private static final int STATES = TaskState.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private EntryMapper() {}

    static Pb.Entry toPb(Entry entry) {
        Pb.Entry.Builder pb = Pb.Entry.newBuilder();
        if (entry instanceof Entry.Grants grants) {
            pb.setGrants(grants(grants));
        } else if (entry instanceof Entry.Changes changes) {
            pb.setChanges(changes(changes));
        } else if (entry instanceof Entry.Committed committed) {
            pb.setCommitted(Pb.CommittedOffset.newBuilder()
                    .setPartition(ValueMapper.toPb(committed.partition()))
                    .setOffset(committed.offset()));
        } else if (entry instanceof Entry.Rotate rotate) {
            pb.setRotate(Pb.Rotate.newBuilder().setGeneration(rotate.generation()));
        } else if (entry instanceof Entry.Bits bits) {
            pb.setBits(SnapshotMapper.filterBits(bits.bits()));
        } else if (entry instanceof Entry.Outcomes outcomes) {
            pb.setOutcomes(SnapshotMapper.recents(outcomes.recents()));
        } else {
            throw new IllegalArgumentException("no encoding for " + entry.getClass());
        }
        return pb.build();
    }

    static Entry entry(Pb.Entry pb) throws ProtocolException {
        return switch (pb.getBodyCase()) {
            case GRANTS -> grants(pb.getGrants());
            case CHANGES -> changes(pb.getChanges());
            case COMMITTED ->
                new Entry.Committed(
                        ValueMapper.partition(pb.getCommitted().getPartition(), "entry.committed"),
                        pb.getCommitted().getOffset());
            case ROTATE -> new Entry.Rotate(Checks.notNegative(pb.getRotate().getGeneration(), "entry.rotate"));
            case BITS -> new Entry.Bits(SnapshotMapper.filterBits(pb.getBits()));
            case OUTCOMES -> new Entry.Outcomes(SnapshotMapper.recents(pb.getOutcomes()));
            case BODY_NOT_SET -> throw new ProtocolException("no entry, or one of an unknown kind", "entry");
        };
    }

    private static Pb.Grants grants(Entry.Grants grants) {
        Pb.Grants.Builder pb = Pb.Grants.newBuilder()
                .setHolder(ValueMapper.toPb(grants.holder()))
                .setClaim(ValueMapper.toPb(grants.claim()))
                .setStates(Packed.bytes(grants.states()))
                .setAttempts(Packed.bytes(grants.attempts()))
                .setFresh(Packed.bytes(grants.fresh()));
        Packed.deltas(grants.tokens(), pb::addTokens);
        return pb.build();
    }

    private static Entry.Grants grants(Pb.Grants pb) throws ProtocolException {
        Claim claim = ValueMapper.claim(pb.getClaim(), "grants.claim");
        int size = claim.size();
        Checks.size(pb.getTokensCount(), size, "grants.tokens");
        byte[] states = Checks.codes(pb.getStates(), size, STATES, "grants.states");
        for (byte state : states) {
            if (state != TaskState.GRANTED.code() && state != TaskState.RUNNING.code()) {
                throw new ProtocolException("granted as " + TaskState.of(state), "grants.states");
            }
        }
        return new Entry.Grants(
                ValueMapper.life(pb.getHolder(), "grants.holder"),
                claim,
                Packed.sums(size, pb::getTokens),
                states,
                Checks.bytes(pb.getAttempts(), size, "grants.attempts"),
                Checks.codes(pb.getFresh(), size, 2, "grants.fresh"));
    }

    private static Pb.Changes changes(Entry.Changes changes) {
        Pb.Changes.Builder pb = Pb.Changes.newBuilder()
                .setIds(Packed.ids(changes.ids()))
                .setStates(Packed.bytes(changes.states()))
                .setOutcomes(Packed.bytes(changes.outcomes()));
        Packed.deltas(changes.tokens(), pb::addTokens);
        return pb.build();
    }

    private static Entry.Changes changes(Pb.Changes pb) throws ProtocolException {
        int size = pb.getTokensCount();
        return new Entry.Changes(
                Packed.ids(pb.getIds(), size, "changes.ids"),
                Packed.sums(size, pb::getTokens),
                Checks.codes(pb.getStates(), size, STATES, "changes.states"),
                Checks.codes(pb.getOutcomes(), size, OUTCOMES, "changes.outcomes"));
    }
}
