package io.ballot.node.cli;

import io.ballot.node.admin.Json;
import io.ballot.node.admin.NodeReport;
import io.ballot.node.admin.QueueReport;
import io.ballot.node.kafka.PartitionLag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Boils a survey down to the lines that are shown. */
final class Reports {

    private final Survey survey;

    Reports(Survey survey) {
        this.survey = survey;
    }

    ClusterReport cluster(Verdict verdict, Instant now) {
        List<ClusterReport.QueueLine> queues = queues();
        return new ClusterReport(
                ClusterReport.SCHEMA,
                Json.time(now),
                survey.facts().cluster(),
                verdict.word().name(),
                verdict.reasons(),
                survey.leader().map(NodeReport::id).orElseGet(() -> silentLeader(verdict)),
                survey.leader().map(NodeReport::epoch).orElse(survey.facts().epoch()),
                survey.maybeInSync(),
                nodes(),
                queues,
                totals(queues),
                survey.differences());
    }

    private @Nullable String silentLeader(Verdict verdict) {
        return verdict.word() == Verdict.Word.NO_LEADER ? null : survey.facts().maybeClaimant();
    }

    List<ClusterReport.NodeLine> nodes() {
        return survey.facts().nodes().stream().map(this::node).toList();
    }

    private ClusterReport.NodeLine node(Facts.NodeFact fact) {
        NodeReport maybe = survey.maybeReport(fact.id());
        List<String> maybeInSync = survey.maybeInSync();
        Boolean inSync = maybeInSync == null ? null : (Boolean) maybeInSync.contains(fact.id());
        if (maybe != null) {
            return new ClusterReport.NodeLine(
                    fact.id(),
                    maybe.role(),
                    inSync,
                    maybe.address(),
                    maybe.admin(),
                    maybe.pid(),
                    maybe.epoch(),
                    maybe.partitions().size(),
                    maybe.running(),
                    maybe.doubts(),
                    maybe.version(),
                    maybe.startedAt(),
                    maybe.uptimeMs(),
                    maybe.leaseLeftMs(),
                    maybe.zooKeeperConnected(),
                    maybe.ledgerTasks(),
                    null);
        }
        return new ClusterReport.NodeLine(
                fact.id(),
                fact.alive() ? null : "DOWN",
                inSync,
                textOrNull(fact.address()),
                textOrNull(fact.admin()),
                fact.alive() && fact.pid() > 0 ? fact.pid() : null,
                null,
                null,
                null,
                null,
                textOrNull(fact.version()),
                null,
                null,
                null,
                null,
                null,
                fact.alive() ? survey.silence(fact.id()) : null);
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    List<ClusterReport.QueueLine> queues() {
        return survey.queues().stream().map(this::queue).toList();
    }

    ClusterReport.QueueLine queue(QueueTopic queue) {
        List<QueueReport> told = new ArrayList<>();
        survey.reports()
                .forEach(report -> report.queues().stream()
                        .filter(one -> one.name().equals(queue.queue()))
                        .forEach(told::add));
        Said<List<PartitionLag>> lags = survey.lags().get(queue.queue());
        List<PartitionLag> maybeLags = lags == null ? null : lags.maybeValue();
        return new ClusterReport.QueueLine(
                queue.queue(),
                queue.topic(),
                first(told, QueueReport::worker),
                first(told, QueueReport::check),
                survey.maybeLag(queue.queue()),
                maybeLags == null ? null : maybeLags.size(),
                sum(told, QueueReport::granted),
                sum(told, QueueReport::executed),
                sum(told, QueueReport::failedAttempts),
                sum(told, QueueReport::suppressed),
                count(told, QueueReport::doubts),
                sum(told, QueueReport::doubtsEver),
                sum(told, QueueReport::checks),
                sum(told, QueueReport::parked),
                sum(told, QueueReport::deadLetters),
                count(told, QueueReport::running),
                count(told, QueueReport::waiting),
                count(told, QueueReport::backingOff),
                VoteTimes.withinMs(told, 0.5),
                VoteTimes.withinMs(told, 0.99),
                isPartial());
    }

    /** Whether a living node did not answer. */
    private boolean isPartial() {
        return survey.said().values().stream().anyMatch(one -> one.maybeValue() == null);
    }

    private static <T> @Nullable T first(List<QueueReport> told, Function<QueueReport, T> part) {
        return told.isEmpty() ? null : part.apply(told.get(0));
    }

    /** Of no answers there is no sum, not even 0. */
    private static @Nullable Long sum(List<QueueReport> told, ToLongFunction<QueueReport> part) {
        return told.isEmpty() ? null : (Long) told.stream().mapToLong(part).sum();
    }

    private static @Nullable Integer count(List<QueueReport> told, ToIntFunction<QueueReport> part) {
        return told.isEmpty() ? null : (Integer) told.stream().mapToInt(part).sum();
    }

    /** Where no node answers and no queue is known there is nothing to add up, which is not 0. */
    private ClusterReport.Totals totals(List<ClusterReport.QueueLine> queues) {
        if (queues.isEmpty() && survey.reports().isEmpty()) {
            return new ClusterReport.Totals(null, null, null, null, null, null, null, null, true);
        }
        return new ClusterReport.Totals(
                total(queues, ClusterReport.QueueLine::lag),
                totalCount(queues, ClusterReport.QueueLine::running),
                totalCount(queues, ClusterReport.QueueLine::doubts),
                total(queues, ClusterReport.QueueLine::granted),
                total(queues, ClusterReport.QueueLine::executed),
                total(queues, ClusterReport.QueueLine::suppressed),
                total(queues, ClusterReport.QueueLine::parked),
                total(queues, ClusterReport.QueueLine::deadLetters),
                isPartial());
    }

    private static @Nullable Long total(
            List<ClusterReport.QueueLine> queues, Function<ClusterReport.QueueLine, @Nullable Long> part) {
        long total = 0;
        for (ClusterReport.QueueLine queue : queues) {
            Long maybe = part.apply(queue);
            if (maybe == null) {
                return null;
            }
            total += maybe;
        }
        return total;
    }

    private static @Nullable Integer totalCount(
            List<ClusterReport.QueueLine> queues, Function<ClusterReport.QueueLine, @Nullable Integer> part) {
        int total = 0;
        for (ClusterReport.QueueLine queue : queues) {
            Integer maybe = part.apply(queue);
            if (maybe == null) {
                return null;
            }
            total += maybe;
        }
        return total;
    }
}
