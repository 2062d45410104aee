package io.ballot.node.admin;

/**
 * One change worth telling.
 *
 * @param seq its number in this process, from 1
 * @param time RFC 3339 in UTC
 * @param level INFO, WARN or ERROR
 * @param kind a word to select by
 */
public record EventReport(long seq, String time, String level, String kind, String text, String node) {}
