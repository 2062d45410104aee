package io.ballot.node.admin;

/**
 * A node that has tasks before it and takes no step.
 *
 * @param forMs since its last step
 * @param waitsFor in words
 */
public record StallReport(long forMs, String waitsFor) {}
