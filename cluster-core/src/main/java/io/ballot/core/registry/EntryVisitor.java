package io.ballot.core.registry;

/** Is shown the ledger's entries. It may ask the registry about the slot, not change the registry. */
@FunctionalInterface
public interface EntryVisitor {

    /** @param slot for the registry's accessors; good until the registry next changes */
    void visit(long slot);
}
