package io.ballot.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.theClass;
import static io.ballot.architecture.CoreVocabulary.JAVA;
import static io.ballot.architecture.CoreVocabulary.LIBRARIES;
import static io.ballot.architecture.CoreVocabulary.VALUES;
import static io.ballot.architecture.CoreVocabulary.actingCall;
import static io.ballot.architecture.CoreVocabulary.primitives;
import static io.ballot.architecture.CoreVocabulary.saltedCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machines replay from a seed only while nothing in them reads a clock, draws a random number, starts a thread or
 * touches a socket or a file. What they may use is therefore listed, so that anything new has to be let in on purpose.
 *
 * <p>The last tests hold classes that break the rules against them: a rule that can no longer fail is worth nothing.
 */
@AnalyzeClasses(
        packages = {"io.ballot.core", "io.ballot.worker", "io.ballot.protocol"},
        importOptions = ImportOption.DoNotIncludeTests.class)
final class CorePurityTest {

    @ArchTest
    static final ArchRule theCoreUsesOnlyWhatIsListed = ArchRuleDefinition.classes()
            .that()
            .resideInAnyPackage("io.ballot.core..", "io.ballot.worker..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("io.ballot.core..", "io.ballot.worker..")
                    .or(VALUES)
                    .or(JAVA)
                    .or(LIBRARIES)
                    .or(primitives()));

    @ArchTest
    static final ArchRule theValuesOfTheProtocolKnowNoEncoding = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("io.ballot.protocol")
            .should()
            .onlyDependOnClassesThat(VALUES.or(JAVA).or(LIBRARIES).or(primitives()));

    @ArchTest
    static final ArchRule noMachineReadsAClockOrDrawsAtRandom = noClasses()
            .that()
            .resideInAnyPackage("io.ballot.core..", "io.ballot.worker..", "io.ballot.protocol")
            .should()
            .accessTargetWhere(actingCall());

    /** The worker interface is what users compile against: it may not pull the machines in. */
    @ArchTest
    static final ArchRule theWorkerInterfaceStandsAlone = noClasses()
            .that()
            .resideInAPackage("io.ballot.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ballot.core..")
            .allowEmptyShould(true);

    /** {@code Set.of} and its like iterate differently in every JVM: a seed would not replay. Constants may use them. */
    @ArchTest
    static final ArchRule noMachineBuildsACollectionThatIteratesDifferentlyInEveryJvm =
            noClasses().that().resideInAPackage("io.ballot.core..").should().callMethodWhere(saltedCollection());

    @ParameterizedTest
    @ValueSource(classes = {ReadsAClock.class, DrawsAtRandom.class, StartsAThread.class, OpensASocket.class})
    void aClassThatBreaksTheRulesIsFound(Class<?> broken) {
        assertThat(breaksTheRules(broken)).isTrue();
    }

    /** So that the examples above are found for what they do, not for being examples. */
    @Test
    void aClassThatLogsAndCountsIsLetIn() {
        assertThat(breaksTheRules(Logs.class)).isFalse();
    }

    @Test
    void aSetThatIteratesDifferentlyInEveryJvmIsFound() {
        var classes = new ClassFileImporter().importClasses(CopiesASet.class);
        assertThat(noClasses()
                        .should()
                        .callMethodWhere(saltedCollection())
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails())
                .hasSize(1);
    }

    private static boolean breaksTheRules(Class<?> example) {
        var classes = new ClassFileImporter().importClasses(example);
        var listed = theClass(example)
                .should()
                .onlyDependOnClassesThat(JAVA.or(LIBRARIES).or(primitives()));
        var calls = noClasses().should().accessTargetWhere(actingCall());
        return listed.evaluate(classes).hasViolation()
                || calls.evaluate(classes).hasViolation();
    }

    private static final class ReadsAClock {
        long when() {
            return java.time.Instant.now().toEpochMilli();
        }
    }

    private static final class DrawsAtRandom {
        String id() {
            return java.util.UUID.randomUUID().toString();
        }
    }

    private static final class StartsAThread {
        void start() {
            new Thread(() -> {}).start();
        }
    }

    private static final class OpensASocket {
        boolean open() throws java.io.IOException {
            try (var socket = new java.net.Socket()) {
                return socket.isConnected();
            }
        }
    }

    private static final class CopiesASet {
        Set<String> copy(Set<String> of) {
            return Set.copyOf(of);
        }
    }

    private static final class Logs {
        void log() {
            org.slf4j.LoggerFactory.getLogger("core").info("{}", new long[0].length);
        }
    }
}
