package io.ballot.chaos.rival;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Confluent's Parallel Consumer: a pool of workers over one consumer, offsets done out of order in the commit's metadata. */
final class Parallel {

    private static final int WORKERS = 8;

    private Parallel() {}

    static Runnable start(Source source, Handling handling, boolean byKey) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(source.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        ParallelStreamProcessor<byte[], byte[]> processor =
                ParallelStreamProcessor.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
                        .ordering(byKey ? ProcessingOrder.KEY : ProcessingOrder.UNORDERED)
                        .maxConcurrency(WORKERS)
                        .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                        .consumer(consumer)
                        .build());
        processor.subscribe(List.of(source.topic()));
        processor.poll(context -> handling.handle(context.getSingleConsumerRecord()));
        System.out.println("READY");
        return () -> processor.closeDrainFirst(Duration.ofSeconds(30));
    }
}
