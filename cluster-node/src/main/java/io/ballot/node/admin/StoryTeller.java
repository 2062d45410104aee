package io.ballot.node.admin;

import io.ballot.core.NodeMachine;
import io.ballot.core.NodeStatus;
import io.ballot.core.history.TaskStep;
import io.ballot.core.registry.Registry;
import io.ballot.node.config.NodeConfig;
import io.ballot.protocol.Id128;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.Outcome;
import io.ballot.protocol.QueuePartition;
import io.ballot.protocol.Token;
import io.ballot.protocol.View;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells tasks' stories from the machine's history, and from its copy of the ledger where a task stands now: the copy
 * also knows of tasks whose holder is dead and can tell nothing any more.
 */
public final class StoryTeller implements History {

    private final NodeConfig config;
    private final Places places;
    private final MachineAccess access;
    private final TaskNames names;
    private final Clock clock;

    public StoryTeller(NodeConfig config, MachineAccess access, TaskNames names, Clock clock) {
        this.config = config;
        this.places = new Places(config);
        this.access = access;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<StoryReport> ofTask(String queue, String name) {
        Optional<Position> position = Position.parse(name);
        return access.ask((machine, nowMs) -> {
            Set<Id128> ids = new LinkedHashSet<>();
            ids.addAll(named(machine.status(nowMs), queue, name));
            if (name.matches("[0-9a-f]{32}")) {
                ids.add(Id128.parse(name));
            }
            position.ifPresent(at -> {
                if (places.queuesOf(at.topic()).contains(queue)) {
                    ids.addAll(machine.history().at(queue, at.partition(), at.offset()));
                }
            });
            return tell(machine, nowMs, ids);
        });
    }

    @Override
    public CompletableFuture<StoryReport> ofRecord(String topic, int partition, long offset) {
        return access.ask((machine, nowMs) -> {
            Set<Id128> ids = new LinkedHashSet<>();
            for (String queue : places.queuesOf(topic)) {
                ids.addAll(machine.history().at(queue, partition, offset));
                ids.addAll(named(machine.status(nowMs), queue, new Position(topic, partition, offset).toString()));
            }
            return tell(machine, nowMs, ids);
        });
    }

    @Override
    public CompletableFuture<EvidenceReport> evidence(List<Id128> ids) {
        return access.ask((machine, nowMs) -> {
            Instant now = clock.instant();
            List<EvidenceReport.Answer> answers = new ArrayList<>();
            for (Id128 id : ids) {
                for (TaskStep step : machine.history().evidence(id)) {
                    NodeId maybeAsked = step.maybeNode();
                    answers.add(new EvidenceReport.Answer(
                            id.toString(),
                            maybeAsked == null ? "" : maybeAsked.name(),
                            step.detail(),
                            Json.time(now.minusMillis(nowMs - step.atMs()))));
                }
            }
            return new EvidenceReport(EvidenceReport.SCHEMA, config.nodeId(), answers);
        });
    }

    private List<Id128> named(NodeStatus status, String queue, String name) {
        View maybeView = status.maybeView();
        Set<Id128> topics = new TreeSet<>();
        status.work().partitions().stream()
                .filter(partition -> partition.queue().equals(queue))
                .forEach(partition -> topics.add(partition.topicId()));
        return maybeView == null ? List.of() : names.idsOf(maybeView.hashSeed(), queue, topics, name);
    }

    private StoryReport tell(NodeMachine machine, long nowMs, Set<Id128> ids) {
        Instant now = clock.instant();
        List<StepReport> steps = new ArrayList<>();
        List<StandingReport> standings = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (Id128 id : ids) {
            List<TaskStep> story = machine.history().of(id);
            Optional<StandingReport> standing = standing(machine.registry(), id);
            if (!story.isEmpty() || standing.isPresent()) {
                known.add(id.toString());
            }
            story.forEach(step -> steps.add(step(step, now.minusMillis(nowMs - step.atMs()))));
            standing.ifPresent(standings::add);
        }
        return new StoryReport(
                StoryReport.SCHEMA, config.nodeId(), machine.role().name(), known, steps, standings);
    }

    private StepReport step(TaskStep step, Instant time) {
        NodeId maybeNode = step.maybeNode();
        QueuePartition maybePartition = step.maybePartition();
        return new StepReport(
                Json.time(time),
                config.nodeId(),
                step.kind().name(),
                step.epoch(),
                step.token() == Token.NONE ? null : step.token(),
                step.attempt() == 0 ? null : step.attempt(),
                step.detail().isEmpty() ? null : step.detail(),
                maybeNode == null ? null : maybeNode.name(),
                maybePartition == null ? null : places.position(maybePartition, step.offset()));
    }

    private Optional<StandingReport> standing(Registry registry, Id128 id) {
        long slot = registry.find(id.hi(), id.lo());
        if (slot != Registry.ABSENT) {
            return Optional.of(new StandingReport(
                    id.toString(),
                    registry.state(slot).name(),
                    word(registry.outcome(slot)),
                    registry.holder(slot).node().name(),
                    registry.token(slot),
                    registry.attempt(slot),
                    places.position(registry.partition(slot), registry.offset(slot))));
        }
        Outcome recent = registry.recentOutcome(id.hi(), id.lo());
        return recent == Outcome.NONE
                ? Optional.empty()
                : Optional.of(new StandingReport(id.toString(), "RECENT", word(recent), null, null, null, null));
    }

    private static @Nullable String word(Outcome outcome) {
        return outcome == Outcome.NONE ? null : outcome.name();
    }
}
