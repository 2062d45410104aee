package io.ballot.node.admin;

/** A live process of the cluster, as its ephemeral znode tells it. */
public record MemberReport(String id, String transport, String admin, long pid, String version) {}
