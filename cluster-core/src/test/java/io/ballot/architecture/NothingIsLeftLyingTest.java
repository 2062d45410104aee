package io.ballot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.core.work.Workload;
import io.ballot.protocol.Message;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Events, messages and commands are handed out by chains of {@code instanceof}, at which no compiler sees that one is
 * missing: a new event would stop the node that first gets it, a new message would be dropped without a word, a new command
 * would be passed over by the simulator, whose runs would then show nothing. Here each has to be looked for by somebody.
 */
final class NothingIsLeftLyingTest {

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
