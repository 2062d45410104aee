package io.ballot.node.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballot.core.Command.SideTopic;
import io.ballot.core.Event.CommitResult;
import io.ballot.core.offset.CommitMetadata;
import io.ballot.core.offset.CommitPoint;
import io.ballot.protocol.Id128;
import io.ballot.protocol.QueuePartition;
import io.ballot.standalone.EmbeddedKafka;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker whose {@code offset.metadata.max.bytes} was lowered: hints are given up first, the topic's id last. */
@Timeout(120)
@Tag("C1")
class ShortMetadataTest {

    @ParameterizedTest
    @CsvSource({"100, 1", "20, 2"})
    void commitsGoOnWithAsMuchTextAsTheBrokerTakes(int mostBytes, int refusals, @TempDir Path data) throws Exception {
        KafkaQueue queue = new KafkaQueue("q", "q", true, EnumSet.allOf(SideTopic.class), 1, -1);
        try (EmbeddedKafka kafka = EmbeddedKafka.builder(data)
                .setting("offset.metadata.max.bytes", Integer.toString(mostBytes))
                .start()) {
            KafkaSettings settings = Broker.settings(kafka.bootstrapServers(), "it", "n1", List.of(queue));
            try (TestNode node = TestNode.consuming(settings);
                    Admin admin = Admin.create(ClientConfigs.admin(settings))) {
                QueuePartition partition = node.awaitAssigned(0).partition();
                CommitPoint point = new CommitPoint(
                        3,
                        LongStream.range(4, 40).toArray(),
                        IntStream.range(4, 40).toArray());
                String text = CommitMetadata.encode(point, "it", new Id128(5, 5), partition.topicId(), -1, 4096);

                for (int i = 1; i <= refusals; i++) {
                    assertThat(node.commit(i, partition, 3, text)).isEqualTo(CommitResult.FAILED);
                }
                assertThat(node.commit(9, partition, 3, text)).isEqualTo(CommitResult.OK);

                String kept = admin.listConsumerGroupOffsets(GroupNames.group("it", "q"))
                        .partitionsToOffsetAndMetadata()
                        .get(20, TimeUnit.SECONDS)
                        .get(new TopicPartition("q", 0))
                        .metadata();
                assertThat(kept)
                        .isEqualTo(
                                refusals == 1
                                        ? CommitMetadata.encode(
                                                CommitPoint.at(3), "it", new Id128(5, 5), partition.topicId(), -1, 4096)
                                        : "");
            }
        }
    }
}
