package io.ballot.core.sim;

import io.ballot.core.Command;
import io.ballot.core.Event;
import io.ballot.core.NodeMachine;
import io.ballot.protocol.Envelope;
import io.ballot.protocol.Life;
import io.ballot.protocol.Message;
import io.ballot.protocol.NodeId;
import io.ballot.protocol.StoreRef;
import io.ballot.protocol.View;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * I4: one process leads per epoch, that which wrote it; epochs and promises never go back; a view of an epoch was written by
 * the epoch's claimant.
 *
 * <p>A promise is the memory's: what a store has told anybody, a later process of the same store still keeps. What it was
 * about to tell when it was killed binds nobody.
 */
final class OneLeaderAnEpoch extends Invariant implements Reigns.Listener {

    private final Reigns reigns;
    private final Map<SimProcess, Long> promised = new HashMap<>();
    private final Map<StoreRef, Long> toldByStore = new HashMap<>();

    OneLeaderAnEpoch(SimCluster cluster, Reigns reigns) {
        super("I4", cluster);
        this.reigns = reigns;
        reigns.tell(this);
    }

    @Override
    void onEvent(SimProcess process, @Nullable Event event) {
        NodeMachine machine = process.maybeMachine();
        if (machine != null) {
            promises(process, machine.epoch());
            if (machine.role().leads()) {
                leads(process.life, machine.epoch(), "leads");
            }
        }
    }

    /** The process has promised that epoch, now or before. */
    void promises(SimProcess process, long epoch) {
        Long before = promised.put(process, epoch);
        if (before != null && before == epoch) {
            return;
        }
        if (before != null && before > epoch) {
            throw broken(process + " promised epoch " + epoch + " after " + before);
        }
        long told = toldByStore.getOrDefault(process.store, 0L);
        if (told > epoch) {
            throw broken(process + " promised epoch " + epoch + ", its memory " + process.store + " had told that of "
                    + told + " before its restart");
        }
    }

    /** What is said of a memory, by one that may be asked for it again. */
    private static boolean tellsOfMemory(Message message) {
        return message instanceof Message.Promised
                || message instanceof Message.Synced
                || message instanceof Message.Ack
                || message instanceof Message.ProbeAck;
    }

    private void leads(Life life, long epoch, String how) {
        Reigns.Reign reign = reigns.maybe(epoch);
        if (reign == null || !life.equals(reign.maybeClaimant)) {
            throw broken(life + " " + how + " in epoch " + epoch + ", which is "
                    + (reign == null ? "nobody's" : reign.maybeClaimant + "'s"));
        }
    }

    @Override
    void onSend(SimProcess from, NodeId to, Envelope envelope) {
        Message message = envelope.message();
        if (tellsOfMemory(message)) {
            toldByStore.merge(from.store, envelope.epoch(), Math::max);
        }
        if (message instanceof Message.Verdict
                || message instanceof Message.Replicate
                || message instanceof Message.Lease
                || message instanceof Message.Promise
                || message instanceof Message.ViewChanged) {
            leads(from.life, envelope.epoch(), "sends " + message.getClass().getSimpleName());
        } else if (message instanceof Message.Promised) {
            Reigns.Reign reign = reigns.maybe(envelope.epoch());
            Life claimant = reign == null ? null : reign.maybeClaimant;
            if (claimant == null || !claimant.node().equals(to)) {
                throw broken(from + " promises epoch " + envelope.epoch() + " to " + to + ", it is " + claimant + "'s");
            }
        }
    }

    @Override
    void onCommand(SimProcess process, Command command) {
        if (command instanceof Command.WriteView write) {
            leads(process.life, write.view().epoch(), "writes a view");
        }
    }

    @Override
    public void onClaimed(Reigns.Reign reign) {
        if (reigns.maybe(reign.epoch + 1) != null) {
            throw broken("epoch " + reign.epoch + " is claimed after a higher one");
        }
    }

    @Override
    public void onViewStored(View view, @Nullable View before) {
        if (view.epoch() != cluster.zooKeeper.epoch()) {
            throw broken("a view of epoch " + view.epoch() + " is stored in epoch " + cluster.zooKeeper.epoch());
        }
    }
}
