package io.ballot.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Adapters meet at the driver's inbox and nowhere else: then each can be read, tested and replaced alone, and no two of
 * them can agree on something behind the machine's back.
 */
@AnalyzeClasses(packages = "io.ballot", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {

    private static final List<String> ADAPTERS =
            List.of("kafka", "zookeeper", "transport", "execution", "store", "admin");

    /**
     * Programs beside the node: they have no machine and no inbox to meet at, so they use the adapters' readers. A node must
     * not need them, and they must not act as a node.
     */
    private static final List<String> PROGRAMS = List.of("cli");

    /** Packages that every adapter may use. A new package takes a decision, and a place in one of these lists. */
    private static final List<String> SHARED = List.of("config", "record");

    @ArchTest
    static void adaptersNeverImportOneAnother(JavaClasses classes) {
        for (String adapter : ADAPTERS) {
            String[] others = ADAPTERS.stream()
                    .filter(other -> !other.equals(adapter))
                    .map(LayersTest::packages)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packages(adapter))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("adapters meet at the driver's inbox")
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule noAdapterKnowsAProgram = noClasses()
            .that()
            .resideInAnyPackage(ADAPTERS.stream().map(LayersTest::packages).toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PROGRAMS.stream().map(LayersTest::packages).toArray(String[]::new));

    @ArchTest
    static final ArchRule theCommandLineOnlyReads = noClasses()
            .that()
            .resideInAPackage(packages("cli"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages("transport"), packages("execution"), packages("store"));

    /** The configuration is read first and by everybody: it may know nobody. */
    @ArchTest
    static final ArchRule theConfigurationKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage(packages("config"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTERS.stream().map(LayersTest::packages).toArray(String[]::new))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule thereIsOneProtobufAndItIsTheWires = noClasses()
            .that()
            .resideOutsideOfPackages("io.ballot.protocol.wire..", "io.ballot.protocol.pb..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ballot.protocol.pb..", "com.google.protobuf..");

    /** Bytes from a peer, a file or a task never choose which classes are loaded. */
    @ArchTest
    static final ArchRule nothingReadsOrWritesJavasOwnSerialization = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream");

    /** The embedded servers are for trying and testing; a node must run without their jars. */
    @ArchTest
    static final ArchRule nothingThatRunsInProductionKnowsTheEmbeddedServers = noClasses()
            .that()
            .resideOutsideOfPackage("io.ballot.standalone..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ballot.standalone..", "org.apache.zookeeper.server..", "kafka..");

    @Test
    void theAdaptersNamedHereAreThoseThatExist() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.ballot.node");
        List<String> found = classes.stream()
                .map(type -> type.getPackageName().split("\\."))
                .filter(parts -> parts.length > 3)
                .map(parts -> parts[3])
                .distinct()
                .toList();
        assertThat(found)
                .as("packages under io.ballot.node, adapters and shared ones")
                .allMatch(name -> ADAPTERS.contains(name) || SHARED.contains(name) || PROGRAMS.contains(name));
    }

    private static String packages(String name) {
        return "io.ballot.node." + name + "..";
    }
}
