package io.ballot.protocol.wire;

import io.ballot.protocol.Message.Evidence;
import io.ballot.protocol.Message.EvidenceAsk;
import io.ballot.protocol.Message.EvidenceKind;
import io.ballot.protocol.Message.OutcomeNotice;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.pb.Pb;

/** Questions about doubtful tasks, their answers, and what hastens them. */
final class EvidenceMapper {

    private static final int KINDS = EvidenceKind.values().length;
    private static final int OUTCOMES = Outcome.values().length;

    private EvidenceMapper() {}

    static Pb.EvidenceAsk toPb(EvidenceAsk ask) {
        return Pb.EvidenceAsk.newBuilder()
                .setRound(ask.round())
                .setIds(Packed.ids(ask.ids()))
                .build();
    }

    static EvidenceAsk evidenceAsk(Pb.EvidenceAsk pb) throws ProtocolException {
        return new EvidenceAsk(pb.getRound(), Packed.ids(pb.getIds(), "evidence_ask.ids"));
    }

    static Pb.Evidence toPb(Evidence evidence) {
        return Pb.Evidence.newBuilder()
                .setRound(evidence.round())
                .setAnswers(Packed.bytes(evidence.answers()))
                .setOutcomes(Packed.bytes(evidence.outcomes()))
                .build();
    }

    static Evidence evidence(Pb.Evidence pb) throws ProtocolException {
        int size = pb.getAnswers().size();
        return new Evidence(
                pb.getRound(),
                Checks.codes(pb.getAnswers(), size, KINDS, "evidence.answers"),
                Checks.codes(pb.getOutcomes(), size, OUTCOMES, "evidence.outcomes"));
    }

    static Pb.OutcomeNotice toPb(OutcomeNotice notice) {
        return Pb.OutcomeNotice.newBuilder().setIds(Packed.ids(notice.ids())).build();
    }

    static OutcomeNotice outcomeNotice(Pb.OutcomeNotice pb) throws ProtocolException {
        return new OutcomeNotice(Packed.ids(pb.getIds(), "outcome_notice.ids"));
    }
}
