package io.ballot.node.admin;

import io.ballot.core.NodeMachine;
import java.util.concurrent.CompletableFuture;

/** Lets a reader look into the machine, which belongs to the driver's thread: the question is carried there. */
public interface MachineAccess {

    /** Something that can be read off the machine, quickly. */
    @FunctionalInterface
    interface Question<T> {
        /** @param nowMs the node's monotonic clock */
        T ask(NodeMachine machine, long nowMs);
    }

    /** Runs the question on the driver's thread; fails when the node has stopped. */
    <T> CompletableFuture<T> ask(Question<T> question);
}
