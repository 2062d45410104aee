package io.ballot.chaos.effect;

import io.ballot.chaos.effect.Effect.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A process under test tells the store what it does.
 *
 * <p>The exchange happens on threads that nobody interrupts: an interrupt would close the connection in the middle, and a
 * handler that is told to stop would not know whether its effect took place.
 */
final class EffectClient {

    /** The system property that names the store's socket. */
    static final String PROPERTY = "ballot.chaos.effects";

    private static final long PID = ProcessHandle.current().pid();

    private final Path socket;
    private final LinkedBlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
    private final ExecutorService exchanges = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "effect");
        thread.setDaemon(true);
        return thread;
    });

    private EffectClient(Path socket) {
        this.socket = socket;
    }

    static EffectClient to(Path socket) {
        return new EffectClient(socket);
    }

    static EffectClient ofThisProcess() {
        String socket = System.getProperty(PROPERTY);
        if (socket == null) {
            throw new IllegalStateException("the system property " + PROPERTY + " is not set");
        }
        return to(Path.of(socket));
    }

    /** What the store wrote down: the same kind, or that it refused. */
    Kind write(Kind kind, String task, String node, long token, String detail) throws IOException {
        return Kind.valueOf(exchange(new Effect(0, kind, task, node, PID, token, detail)));
    }

    /** Whether the task took effect. */
    boolean check(String task, String reason) throws IOException {
        return exchange(new Effect(0, Kind.CHECK, task, Effect.NONE, PID, 0, reason))
                .equals("EXECUTED");
    }

    private String exchange(Effect effect) throws IOException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        exchanges.execute(() -> {
            try {
                answer.complete(ask(effect.line()));
            } catch (IOException failed) {
                answer.completeExceptionally(failed);
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw new IOException("the store of effects does not answer", failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String ask(String line) throws IOException {
        Connection maybeIdle = idle.poll();
        Connection connection = maybeIdle == null ? Connection.to(socket) : maybeIdle;
        String answer = connection.ask(line);
        idle.add(connection);
        return answer;
    }

    private record Connection(BufferedReader in, Writer out) {

        static Connection to(Path socket) throws IOException {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            return new Connection(
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)),
                    Channels.newWriter(channel, StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            out.write(line + "\n");
            out.flush();
            @Nullable String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the store of effects has closed the connection");
            }
            return answer;
        }
    }
}
