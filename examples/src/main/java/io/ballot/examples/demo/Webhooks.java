package io.ballot.examples.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The payloads that are submitted again and again: real ones, one JSON object a line. */
final class Webhooks {

    private final List<byte[]> payloads;
    private final List<String> sha256;

    private Webhooks(List<byte[]> payloads) {
        this.payloads = payloads;
        this.sha256 = payloads.stream().map(WebhookWorker::sha256).toList();
    }

    /** @param file gzip of JSON lines */
    static Webhooks read(Path file) throws IOException {
        byte[] all;
        try (GZIPInputStream unzipped = new GZIPInputStream(Files.newInputStream(file))) {
            all = unzipped.readAllBytes();
        }
        List<byte[]> payloads = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteArrayInputStream bytes = new ByteArrayInputStream(all);
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next == '\n') {
                payloads.add(line.toByteArray());
                line.reset();
            } else {
                line.write(next);
            }
        }
        if (line.size() > 0) {
            payloads.add(line.toByteArray());
        }
        if (payloads.isEmpty()) {
            throw new IOException(file + " holds no payloads");
        }
        return new Webhooks(payloads);
    }

    int size() {
        return payloads.size();
    }

    /** The payload of the task with that number. */
    byte[] payload(int number) {
        return payloads.get(number % payloads.size());
    }

    /** What an execution of the task with that number must have found its payload to hash to. */
    String sha256(int number) {
        return sha256.get(number % payloads.size());
    }
}
