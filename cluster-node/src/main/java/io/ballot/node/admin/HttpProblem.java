package io.ballot.node.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;

/** A request that is not answered with data; told to the caller as {@code application/problem+json} (RFC 9457). */
final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String title;

    /** @param detail one line for a person */
    HttpProblem(HttpResponseStatus status, String detail) {
        super(detail, null, false, false);
        this.code = status.code();
        this.title = status.reasonPhrase();
    }

    int code() {
        return code;
    }

    byte[] json() {
        ObjectNode problem = Json.MAPPER.createObjectNode();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", code);
        problem.put("detail", String.valueOf(getMessage()));
        return Json.bytes(problem);
    }
}
