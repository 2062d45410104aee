package io.ballot.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Formats a broker's directory, as {@code kafka-storage.sh format} does, with the same class.
 *
 * <p>A directory that is formatted already keeps its cluster id: with another one, clients that remember the id would
 * be right to refuse the broker.
 */
final class KafkaStorage {
    private static final String MARK_OF_A_FORMATTED_DIRECTORY = "meta.properties";
    private static final short OFF = 0;

    private KafkaStorage() {}

    static void formatUnlessFormatted(Path data) throws IOException {
        if (Files.exists(data.resolve(MARK_OF_A_FORMATTED_DIRECTORY))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(data.toString())
                    .addDirectory(data.toString())
                    .setHasDynamicQuorum(false)
                    // Two coordinators that nothing here uses; without their features they stay off.
                    .setFeatureLevel("share.version", OFF)
                    .setFeatureLevel("streams.version", OFF)
                    .run();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException("cannot format " + data + " for Kafka", failed);
        }
    }
}
