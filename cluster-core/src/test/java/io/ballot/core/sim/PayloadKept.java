package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.protocol.QueuePartition;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The machine asks only for records whose payload is still there. Each time a record is polled it is forgotten once, so
 * whoever keeps the payloads counts.
 */
final class PayloadKept extends Invariant {

    private record Payload(SimProcess process, QueuePartition partition, long offset) {}

    private final Map<Payload, Integer> kept = new HashMap<>();

    PayloadKept(SimCluster cluster) {
        super("payload", cluster);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        if (event instanceof Event.Polled polled) {
            for (long offset : polled.offsets()) {
                kept.merge(new Payload(process, polled.partition(), offset), 1, Integer::sum);
            }
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.Forget forget) {
            for (long offset : forget.offsets()) {
                Payload payload = new Payload(process, forget.partition(), offset);
                need(payload, "forget");
                kept.merge(payload, -1, Integer::sum);
            }
        } else if (command instanceof Command.Start start) {
            for (long offset : start.offsets()) {
                need(new Payload(process, start.partition(), offset), "start");
            }
        } else if (command instanceof Command.RunCheck check) {
            need(new Payload(process, check.partition(), check.offset()), "check");
        } else if (command instanceof Command.WriteSide write) {
            need(new Payload(process, write.partition(), write.offset()), "write to a side topic");
        }
    }

    private void need(Payload payload, String what) {
        if (kept.getOrDefault(payload, 0) < 1) {
            throw broken(payload.process() + " is to " + what + " " + payload.partition() + "/" + payload.offset()
                    + ", whose payload it was told to forget");
        }
    }
}
