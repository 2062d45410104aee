package io.ballot.chaos.rival;

import java.util.HashMap;
import java.util.Map;

/** Where the tasks come from, and the client's settings: Kafka's defaults but for what is said here. */
record Source(String bootstrap, String topic, String group) {

    /** As many as eight workers are busy with for a second or so; the default of 500 would make every crash look worse. */
    static final int AT_ONCE = 50;

    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("group.id", group);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("session.timeout.ms", 10_000);
        settings.put("heartbeat.interval.ms", 500);
        settings.put("max.poll.records", AT_ONCE);
        return settings;
    }
}
