package io.ballot.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports are free when they are given, different from one another, and the same again as long as nobody took them. */
class FreePortsTest {
    @TempDir
    Path directory;

    @Test
    void givesNeverTheSamePortTwiceAndNoneOfTheEphemeralRange() {
        List<Integer> ports = List.of(FreePorts.next(), FreePorts.next(), FreePorts.next());

        assertThat(ports).doesNotHaveDuplicates();
        assertThat(ports).allMatch(port -> port < 32_768).allMatch(FreePorts::isFree);
    }

    @Test
    void keepsAWantedPortOnlyWhileNobodyListensOnIt() throws Exception {
        int wanted = FreePorts.next();
        assertThat(FreePorts.nextUnlessFree(wanted)).isEqualTo(wanted);

        try (ServerSocket taken = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
            assertThat(FreePorts.nextUnlessFree(wanted)).isNotEqualTo(wanted);
        }
    }

    @Test
    void remembersWhosePortItWasFromStartToStart() throws Exception {
        int kafka = new PortsFile(directory).portOf("kafka");
        int zooKeeper = new PortsFile(directory).portOf("zookeeper");

        assertThat(new PortsFile(directory).portOf("kafka")).isEqualTo(kafka);
        assertThat(new PortsFile(directory).portOf("zookeeper"))
                .isEqualTo(zooKeeper)
                .isNotEqualTo(kafka);
    }

    @Test
    void choosesAnewWhereTheRememberedPortIsTakenOrIsNoPort() throws Exception {
        int before = new PortsFile(directory).portOf("kafka");
        try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new PortsFile(directory).portOf("kafka")).isNotEqualTo(taken.getLocalPort());
        }

        Files.writeString(directory.resolve("ports.properties"), "kafka=soon\n");
        assertThat(new PortsFile(directory).portOf("kafka")).isPositive();
    }
}
