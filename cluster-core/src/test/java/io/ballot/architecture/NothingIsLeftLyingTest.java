package io.ballot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.Recovery;
import io.ballot.core.sync.Tails;
import io.ballot.core.work.Workload;
import io.ballot.protocol.Entry;
import io.ballot.protocol.JournalRecord;
import io.ballot.protocol.Message;
import io.ballot.protocol.SnapshotPart;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Events, messages and commands are handed out by chains of {@code instanceof}, at which no compiler sees that one is
 * missing: a new event would stop the node that first gets it, a new message would be dropped without a word, a new
 * command would be passed over by the simulator, whose runs would then show nothing; a memory without a new record of
 * the journal, or a new entry, would be another than the others have. Here each has to be looked for by somebody.
 */
final class NothingIsLeftLyingTest {

    private static final String REPLAYED = "io.ballot.core.Replayed";
    private static final String ENTRY_APPLIER = "io.ballot.core.registry.EntryApplier";
    private static final String SNAPSHOT_JOIN = "io.ballot.core.registry.SnapshotJoin";

    @Test
    void everyEventIsTaken() {
        assertThat(lookedForBy(NodeMachine.class, Workload.class)).containsAll(kindsOf(Event.class));
    }

    @Test
    void everyMessageIsTaken() {
        JavaClasses leader = new ClassFileImporter().importPackages("io.ballot.core.vote");
        Set<String> taken = lookedForBy(NodeMachine.class, Workload.class);
        taken.addAll(lookedForBy(leader));
        assertThat(taken).containsAll(kindsOf(Message.class));
    }

    @Test
    void everyCommandIsKnownToTheSimulator() {
        JavaClasses simulator = new ClassFileImporter().importPackages("io.ballot.core.sim");
        assertThat(lookedForBy(simulator)).containsAll(kindsOf(Command.class));
    }

    @Test
    void everyRecordOnFileIsReplayedAndCounted() throws ClassNotFoundException {
        assertThat(lookedForIn(Recovery.class.getName(), "replay")).containsAll(kindsOf(JournalRecord.class));
        assertThat(lookedForIn(REPLAYED, "count")).containsAll(kindsOf(JournalRecord.class));
    }

    @Test
    void everyEntryIsAppliedAndCounted() throws ClassNotFoundException {
        assertThat(lookedForIn(ENTRY_APPLIER, "apply")).containsAll(kindsOf(Entry.class));
        assertThat(lookedForIn(REPLAYED, "stepsWithin")).containsAll(kindsOf(Entry.class));
    }

    @Test
    void everyPartOfASnapshotIsJoinedOrFollowed() throws ClassNotFoundException {
        Set<String> taken = lookedForIn(SNAPSHOT_JOIN, "join");
        Set<String> followed = lookedForIn(Tails.class.getName(), "maybeOf");
        assertThat(followed).as("a memory is sent in one way or the other").doesNotContainAnyElementsOf(taken);
        taken.addAll(followed);
        assertThat(taken).containsAll(kindsOf(SnapshotPart.class));
    }

    @ParameterizedTest
    @CsvSource({
        "io.ballot.core.Recovery, replay",
        REPLAYED + ", count",
        REPLAYED + ", stepsWithin",
        ENTRY_APPLIER + ", apply",
        SNAPSHOT_JOIN + ", join"
    })
    void whatNobodyLooksForIsNotPassedOver(String owner, String method) throws ClassNotFoundException {
        assertThat(method(owner, method).getConstructorCallsFromSelf())
                .extracting(call -> call.getTargetOwner().getName())
                .contains(IllegalStateException.class.getName());
    }

    private static Set<String> lookedForIn(String owner, String method) throws ClassNotFoundException {
        return method(owner, method).getInstanceofChecks().stream()
                .map(check -> check.getRawType().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The one of that name. */
    private static JavaMethod method(String owner, String name) throws ClassNotFoundException {
        List<JavaMethod> found = new ClassFileImporter()
                .importClass(Class.forName(owner)).getMethods().stream()
                        .filter(method -> method.getName().equals(name))
                        .toList();
        assertThat(found).as(owner + "." + name).hasSize(1);
        return found.get(0);
    }

    private static Set<String> kindsOf(Class<?> sealedType) {
        return Arrays.stream(sealedType.getPermittedSubclasses())
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lookedForBy(Class<?>... classes) {
        return lookedForBy(new ClassFileImporter().importClasses(classes));
    }

    private static Set<String> lookedForBy(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass one : classes) {
            for (InstanceofCheck check : one.getInstanceofChecks()) {
                found.add(check.getRawType().getName());
            }
        }
        return found;
    }
}
