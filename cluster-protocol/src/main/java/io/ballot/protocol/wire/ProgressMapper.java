package io.ballot.protocol.wire;

import io.ballot.protocol.Message.Committed;
import io.ballot.protocol.Message.CommittedOffset;
import io.ballot.protocol.Message.Progress;
import io.ballot.protocol.Message.Report;
import io.ballot.protocol.Message.ReportKind;
import io.ballot.protocol.Message.Reported;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.pb.Pb;
import java.util.ArrayList;
import java.util.List;

/** What nodes report of their tasks, the leader's answer, and what the groups have committed. */
final class ProgressMapper {

    private static final ReportKind[] KINDS = ReportKind.values();
    private static final int OUTCOMES = Outcome.values().length;

    private ProgressMapper() {}

    static Pb.Progress toPb(Progress progress) {
        Pb.Progress.Builder pb = Pb.Progress.newBuilder();
        for (Report report : progress.reports()) {
            pb.addReports(toPb(report));
        }
        return pb.build();
    }

    static Progress progress(Pb.Progress pb) throws ProtocolException {
        List<Report> reports = new ArrayList<>(pb.getReportsCount());
        for (Pb.Report report : pb.getReportsList()) {
            reports.add(report(report));
        }
        return new Progress(reports);
    }

    private static Pb.Report toPb(Report report) {
        Pb.Report.Builder pb = Pb.Report.newBuilder()
                .setReportNo(report.reportNo())
                .setKind(report.kind().ordinal())
                .setClaimNo(report.claimNo())
                .setPartition(ValueMapper.toPb(report.partition()))
                .setIds(Packed.ids(report.ids()))
                .setOutcomes(Packed.bytes(report.outcomes()));
        Packed.deltas(report.offsets(), pb::addOffsets);
        Packed.deltas(report.tokens(), pb::addTokens);
        return pb.build();
    }

    private static Report report(Pb.Report pb) throws ProtocolException {
        int size = pb.getOffsetsCount();
        Checks.size(pb.getTokensCount(), size, "report.tokens");
        if (pb.getKind() < 0 || pb.getKind() >= KINDS.length) {
            throw new ProtocolException("no report kind " + Integer.toUnsignedString(pb.getKind()), "report.kind");
        }
        return new Report(
                pb.getReportNo(),
                KINDS[pb.getKind()],
                pb.getClaimNo(),
                ValueMapper.partition(pb.getPartition(), "report.partition"),
                Packed.sums(size, pb::getOffsets),
                Packed.ids(pb.getIds(), size, "report.ids"),
                Packed.sums(size, pb::getTokens),
                Checks.codes(pb.getOutcomes(), size, OUTCOMES, "report.outcomes"));
    }

    static Pb.Reported toPb(Reported reported) {
        Pb.Reported.Builder pb = Pb.Reported.newBuilder().setReportNo(reported.reportNo());
        Packed.intDeltas(reported.refused(), pb::addRefused);
        return pb.build();
    }

    static Reported reported(Pb.Reported pb) throws ProtocolException {
        int[] refused = Packed.intSums(pb.getRefusedCount(), pb::getRefused);
        for (int index : refused) {
            Checks.notNegative(index, "reported.refused");
        }
        return new Reported(pb.getReportNo(), refused);
    }

    static Pb.Committed toPb(Committed committed) {
        Pb.Committed.Builder pb = Pb.Committed.newBuilder();
        for (CommittedOffset offset : committed.offsets()) {
            pb.addOffsets(Pb.CommittedOffset.newBuilder()
                    .setPartition(ValueMapper.toPb(offset.partition()))
                    .setOffset(offset.offset()));
        }
        return pb.build();
    }

    static Committed committed(Pb.Committed pb) throws ProtocolException {
        List<CommittedOffset> offsets = new ArrayList<>(pb.getOffsetsCount());
        for (Pb.CommittedOffset offset : pb.getOffsetsList()) {
            offsets.add(new CommittedOffset(
                    ValueMapper.partition(offset.getPartition(), "committed.partition"), offset.getOffset()));
        }
        return new Committed(offsets);
    }
}
