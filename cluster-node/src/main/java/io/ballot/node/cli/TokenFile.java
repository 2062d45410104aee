package io.ballot.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret in a file, so that it stands in no list of processes. */
final class TokenFile {

    private TokenFile() {}

    /** The first line of the file; null without a file. */
    static @Nullable String read(@Nullable Path maybeFile) throws CommandFailedException {
        if (maybeFile == null) {
            return null;
        }
        try {
            List<String> lines = Files.readAllLines(maybeFile);
            if (lines.isEmpty() || lines.get(0).isBlank()) {
                throw CommandFailedException.wrongUse("the file " + maybeFile + " of --token-file is empty");
            }
            return lines.get(0).strip();
        } catch (IOException e) {
            throw CommandFailedException.wrongUse("cannot read --token-file " + maybeFile + ": " + e.getMessage());
        }
    }
}
