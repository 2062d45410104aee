package io.ballot.node.admin;

import io.ballot.core.NodeStatus;
import io.ballot.core.work.WorkStatus;
import io.ballot.node.config.NodeConfig;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts doubtful tasks into words: why, since when, and what happens next without anybody's help. */
final class DoubtReports {

    private final NodeConfig config;
    private final Places places;
    private final StatusSource source;
    private final Clock clock;

    DoubtReports(NodeConfig config, StatusSource source, Clock clock) {
        this.config = config;
        this.places = new Places(config);
        this.source = source;
        this.clock = clock;
    }

    List<DoubtReport> of(NodeStatus status) {
        Instant now = clock.instant();
        return status.work().doubts().stream().map(doubt -> of(doubt, now)).toList();
    }

    private DoubtReport of(WorkStatus.Doubt doubt, Instant now) {
        return new DoubtReport(
                doubt.id().toString(),
                source.maybeTaskName(doubt.partition(), doubt.offset()),
                doubt.partition().queue(),
                places.position(doubt.partition(), doubt.offset()),
                config.nodeId(),
                doubt.phase(),
                doubt.reason(),
                Json.time(now.minusMillis(doubt.forMs())),
                doubt.forMs(),
                next(doubt));
    }

    private String next(WorkStatus.Doubt doubt) {
        String check = config.queueOrThrow(doubt.partition().queue())
                .check()
                .type()
                .name()
                .toLowerCase(Locale.ROOT);
        long everyMs = config.doubt().evidenceIntervalMs();
        return switch (doubt.phase()) {
            case "WAITING" -> "asked again every " + everyMs + " ms, until its holder has finished or is gone";
            case "CHECKING" ->
                "the check '" + check + "' decides, within " + config.doubt().deadlineMs() + " ms";
            default -> "every possible holder is asked, every " + everyMs + " ms; then the check '" + check + "'";
        };
    }
}
