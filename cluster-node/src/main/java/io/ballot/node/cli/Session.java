package io.ballot.node.cli;

import io.ballot.node.admin.NodeReport;
import io.ballot.node.admin.QueueReport;
import io.ballot.node.admin.SettingsReport;
import io.ballot.node.kafka.PartitionLag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One command's connections; kept while it watches. */
final class Session implements AutoCloseable {

    private final Target target;
    private final NodeHttp http;
    private final Referee referee;
    private @Nullable KafkaSide maybeKafka;

    Session(Target target, @Nullable String maybeToken) {
        this.target = target;
        this.http = new NodeHttp(target.timeoutMs(), maybeToken);
        this.referee = new Referee(target, http);
    }

    Target target() {
        return target;
    }

    Referee referee() {
        return referee;
    }

    /** Who there is and what each says of itself; without Kafka. */
    Survey nodes() throws CommandFailedException, InterruptedException {
        Facts facts = referee.facts();
        Map<String, Said<NodeReport>> said = ask(facts, "/v1/status", NodeReport.class);
        return new Survey(facts, said, queues(said), Map.of(), differences(facts, said));
    }

    /** {@link #nodes} and each queue's partitions. */
    Survey everything() throws CommandFailedException, InterruptedException {
        Survey survey = nodes();
        Map<String, Said<List<PartitionLag>>> lags = kafka(survey).lags(survey.queues());
        return new Survey(survey.facts(), survey.said(), survey.queues(), lags, survey.differences());
    }

    /** What each node that should live answers; those without a member znode are not asked. */
    <T> Map<String, Said<T>> ask(Facts facts, String path, Class<T> type) throws InterruptedException {
        Map<String, String> admins = new LinkedHashMap<>();
        facts.nodes().stream().filter(Facts.NodeFact::alive).forEach(node -> admins.put(node.id(), node.admin()));
        return http.askAll(admins, path, type);
    }

    /** What this one node answers. */
    <T> Said<T> askOne(NodeReport node, String path, Class<T> type) throws InterruptedException {
        return askOne(node.admin(), path, type);
    }

    <T> Said<T> askOne(Facts.NodeFact node, String path, Class<T> type) throws InterruptedException {
        return askOne(node.admin(), path, type);
    }

    private <T> Said<T> askOne(String admin, String path, Class<T> type) throws InterruptedException {
        return http.askAll(Map.of("", admin), path, type).getOrDefault("", Said.nothing("not asked"));
    }

    /** Kafka: of the options, else of the standalone or configuration, else as the nodes name it. */
    KafkaSide kafka(Survey survey) {
        if (maybeKafka == null) {
            String servers = Optional.ofNullable(target.maybeKafka())
                    .or(() -> survey.reports().stream().map(NodeReport::kafka).findFirst())
                    .orElse("localhost:9092");
            maybeKafka = new KafkaSide(target, servers);
        }
        return maybeKafka;
    }

    /** The queue of that name, or all. */
    static List<QueueTopic> queues(Survey survey, @Nullable String maybeName) throws CommandFailedException {
        if (maybeName == null) {
            return survey.queues();
        }
        List<QueueTopic> found = survey.queues().stream()
                .filter(queue -> queue.queue().equals(maybeName))
                .toList();
        if (found.isEmpty()) {
            String others = String.join(
                    ", ", survey.queues().stream().map(QueueTopic::queue).toList());
            throw CommandFailedException.notFound("there is no queue '" + maybeName + "'; "
                    + (others.isEmpty() ? "no node answers that would know one" : "there are: " + others));
        }
        return found;
    }

    /** The nodes know their queues; where none answers, the configuration at hand has to do. */
    private List<QueueTopic> queues(Map<String, Said<NodeReport>> said) {
        Map<String, QueueTopic> queues = new TreeMap<>();
        for (Said<NodeReport> one : said.values()) {
            NodeReport maybeReport = one.maybeValue();
            if (maybeReport != null) {
                for (QueueReport queue : maybeReport.queues()) {
                    queues.put(queue.name(), new QueueTopic(queue.name(), queue.topic()));
                }
            }
        }
        return queues.isEmpty() ? target.declared() : List.copyOf(queues.values());
    }

    private List<Difference> differences(Facts facts, Map<String, Said<NodeReport>> said) throws InterruptedException {
        Set<String> digests = new HashSet<>();
        for (Said<NodeReport> one : said.values()) {
            NodeReport maybeReport = one.maybeValue();
            if (maybeReport != null) {
                digests.add(maybeReport.configDigest());
            }
        }
        return digests.size() < 2 ? List.of() : Difference.among(ask(facts, "/v1/config", SettingsReport.class));
    }

    @Override
    public void close() {
        if (maybeKafka != null) {
            maybeKafka.close();
        }
        referee.close();
    }
}
