package io.ballot.protocol.wire;

import io.ballot.protocol.Claim;
import io.ballot.protocol.DoubtCause;
import io.ballot.protocol.Message.Resolve;
import io.ballot.protocol.Message.Verdict;
import io.ballot.protocol.Message.Vote;
import io.ballot.protocol.Message.VoteRequest;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.VerdictKind;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** Claims and the leader's answers: the hot path. */
final class VoteMapper {

    private static final int KINDS = VerdictKind.values().length;
    private static final int OUTCOMES = Outcome.values().length;
    private static final int CAUSES = DoubtCause.values().length;

    private VoteMapper() {}

    static Pb.Vote toPb(Vote vote) {
        Pb.Vote.Builder pb = Pb.Vote.newBuilder();
        for (VoteRequest request : vote.requests()) {
            pb.addRequests(Pb.VoteRequest.newBuilder()
                    .setClaim(ValueMapper.toPb(request.claim()))
                    .setStartNow(request.startNow()));
        }
        return pb.build();
    }

    static Vote vote(Pb.Vote pb) throws ProtocolException {
        List<VoteRequest> requests = new ArrayList<>(pb.getRequestsCount());
        for (Pb.VoteRequest request : pb.getRequestsList()) {
            requests.add(new VoteRequest(
                    ValueMapper.claim(request.getClaim(), "vote.claim"),
                    Checks.notNegative(request.getStartNow(), "vote.start_now")));
        }
        return new Vote(requests);
    }

    static Pb.Resolve toPb(Resolve resolve) {
        return Pb.Resolve.newBuilder()
                .setClaim(ValueMapper.toPb(resolve.claim()))
                .setChecked(Packed.bytes(resolve.checked()))
                .build();
    }

    static Resolve resolve(Pb.Resolve pb) throws ProtocolException {
        Claim claim = ValueMapper.claim(pb.getClaim(), "resolve.claim");
        return new Resolve(claim, Checks.codes(pb.getChecked(), claim.size(), 2, "resolve.checked"));
    }

    static Pb.Verdict toPb(Verdict verdict) {
        Pb.Verdict.Builder pb = Pb.Verdict.newBuilder()
                .setClaimNo(verdict.claimNo())
                .setPartition(ValueMapper.toPb(verdict.partition()))
                .setKinds(Packed.bytes(verdict.kinds()))
                .setAttempts(Packed.bytes(verdict.attempts()))
                .setDetails(Packed.bytes(verdict.details()));
        Packed.deltas(verdict.offsets(), pb::addOffsets);
        Packed.deltas(verdict.tokens(), pb::addTokens);
        return pb.build();
    }

    static Verdict verdict(Pb.Verdict pb) throws ProtocolException {
        int size = pb.getOffsetsCount();
        Checks.size(pb.getTokensCount(), size, "verdict.tokens");
        byte[] kinds = Checks.codes(pb.getKinds(), size, KINDS, "verdict.kinds");
        byte[] details = Checks.bytes(pb.getDetails(), size, "verdict.details");
        for (int i = 0; i < size; i++) {
            checkDetail(VerdictKind.of(kinds[i]), Byte.toUnsignedInt(details[i]));
        }
        return new Verdict(
                pb.getClaimNo(),
                ValueMapper.partition(pb.getPartition(), "verdict.partition"),
                Packed.sums(size, pb::getOffsets),
                kinds,
                Packed.sums(size, pb::getTokens),
                Checks.bytes(pb.getAttempts(), size, "verdict.attempts"),
                details);
    }

    private static void checkDetail(VerdictKind kind, int detail) throws ProtocolException {
        int limit = switch (kind) {
            case GRANT, GRANT_RUNNING, BUSY, BUSY_SELF -> 1;
            case DONE -> OUTCOMES;
            case DOUBT, CHECK -> CAUSES;
        };
        if (detail >= limit) {
            throw new ProtocolException(
                    "detail " + detail + " of " + kind + " is not below " + limit, "verdict.details");
        }
    }
}
