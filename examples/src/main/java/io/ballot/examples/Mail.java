package io.ballot.examples;

/** What the payload of a mail task holds, as JSON. */
public record Mail(String to, String subject, String text) {}
