package io.ballot.node.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;

/** The part of a request's address behind the {@code ?}. */
final class Query {

    private final QueryStringDecoder uri;

    Query(QueryStringDecoder uri) {
        this.uri = uri;
    }

    Optional<String> text(String name) {
        List<String> values = uri.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    String textOrThrow(String name) {
        return text(name).orElseThrow(() -> new HttpProblem(HttpResponseStatus.BAD_REQUEST, "needs ?" + name + "=…"));
    }

    /** A whole number within bounds, or {@code otherwise} if it is not given. */
    long number(String name, long otherwise, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of bounds.
        }
        throw new HttpProblem(
                HttpResponseStatus.BAD_REQUEST,
                name + " must be a whole number from 0 to " + max + ", not " + text.get());
    }
}
