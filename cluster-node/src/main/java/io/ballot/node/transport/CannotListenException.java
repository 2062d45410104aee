package io.ballot.node.transport;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** The port is taken, or the address is not this machine's. The message is one line for the operator. */
public final class CannotListenException extends IOException {

    private static final long serialVersionUID = 1L;

    CannotListenException(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + " (transport.host, transport.port): " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof UnresolvedAddressException || cause instanceof java.net.UnknownHostException) {
            return "unknown host";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof BindException && message.toLowerCase(Locale.ROOT).contains("in use")) {
            return "address in use";
        }
        return message;
    }
}
