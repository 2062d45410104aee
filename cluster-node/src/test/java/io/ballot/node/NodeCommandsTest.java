package io.ballot.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ballot.core.Command;
import io.ballot.node.kafka.KafkaAdapter;
import io.ballot.node.zookeeper.ZooKeeperAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCommandsTest {

    /** One that nobody looks for would stop the node which is first given it; no compiler sees that it is missing. */
    @Test
    void everyCommandIsCarriedOutBySomebody() {
        JavaClasses handedOutBy =
                new ClassFileImporter().importClasses(NodeCommands.class, KafkaAdapter.class, ZooKeeperAdapter.class);
        List<String> lookedFor = handedOutBy.stream()
                .flatMap(type -> type.getInstanceofChecks().stream())
                .map(check -> check.getRawType().getName())
                .toList();

        assertThat(Command.class.getPermittedSubclasses())
                .extracting(Class::getName)
                .allMatch(lookedFor::contains);
    }
}
