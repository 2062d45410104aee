package io.ballot.node.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of each Kafka client: Ballot's defaults, then what the operator gave for all clients, then for this kind of
 * client, then what the protocol rests on and nobody may change.
 */
final class ClientConfigs {

    /**
     * Records of one poll. A poll is one claim per partition, so larger polls make fewer votes; above some thousand a vote
     * no longer gets cheaper, and a claim takes its place in one frame of 1 MiB (16 bytes an id: 32 kB).
     */
    private static final String MAX_POLL_RECORDS = "2000";

    /**
     * What a side topic takes and a producer sends in one record: far more than Kafka's 1 MiB, since a copy is larger than its
     * task by some headers, and a task that cannot be put aside holds back its partition for ever.
     */
    static final String RECORD_BYTES_MAX = Integer.toString(32 * 1024 * 1024);

    private ClientConfigs() {}

    static Map<String, Object> consumer(KafkaSettings settings, String queue) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        // A removed or a new member is noticed at the others' next heartbeat: this is the pace of every hand-over.
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "500");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000"); // added partitions are found within this
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, "-1"); // the system's own sizing
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(settings, queue));
        config.putAll(settings.common());
        config.putAll(settings.consumer());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GroupNames.group(settings.cluster(), queue));
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, GroupNames.instance(settings.nodeId(), queue));
        if (isConsumerProtocol(settings)) {
            // These are the broker's then; a client that is given one refuses to start.
            config.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            config.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
            config.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        } else {
            config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        putDeserializers(config);
        return config;
    }

    /** Whether the groups are joined by the consumer protocol (KIP-848) and not by the classic one. */
    static boolean isConsumerProtocol(KafkaSettings settings) {
        String name = ConsumerConfig.GROUP_PROTOCOL_CONFIG;
        String protocol =
                settings.consumer().getOrDefault(name, settings.common().getOrDefault(name, "classic"));
        return protocol.strip().equalsIgnoreCase(GroupProtocol.CONSUMER.name());
    }

    /** A consumer that is in no group and commits nothing: for reading side topics. */
    static Map<String, Object> reader(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(settings, "reader"));
        config.putAll(settings.common());
        config.putAll(settings.consumer());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        config.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        putDeserializers(config);
        return config;
    }

    static Map<String, Object> producer(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>();
        // Bounded, so that the machine soon hears of a broker that is away and asks again.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RECORD_BYTES_MAX);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(settings, "side"));
        config.putAll(settings.common());
        config.putAll(settings.producer());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return config;
    }

    static Map<String, Object> admin(KafkaSettings settings) {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(settings, "admin"));
        config.putAll(settings.common());
        config.putAll(settings.admin());
        return config;
    }

    private static void putDeserializers(Map<String, Object> config) {
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    }

    private static String clientId(KafkaSettings settings, String what) {
        return "ballot-" + settings.nodeId() + "-" + what;
    }
}
