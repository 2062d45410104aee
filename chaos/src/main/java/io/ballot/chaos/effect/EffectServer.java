package io.ballot.chaos.effect;

import io.ballot.chaos.effect.Effect.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Takes effects from the processes under test over a socket of the file system: one line asks, one line answers.
 *
 * <p>A process that was stopped while it wrote holds up nobody: each connection has its own thread, and the store's lock is
 * held only by this process.
 */
public final class EffectServer implements AutoCloseable {

    private final EffectStore store;
    private final ServerSocketChannel listening;

    private EffectServer(EffectStore store, ServerSocketChannel listening) {
        this.store = store;
        this.listening = listening;
    }

    public static EffectServer start(EffectStore store, Path socket) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        EffectServer server = new EffectServer(store, listening);
        daemon("effects-accept", server::acceptAll);
        return server;
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel client = listening.accept();
                daemon("effects", () -> serve(client));
            }
        } catch (ClosedChannelException closed) {
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException("no effects are taken any more", failed);
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                BufferedReader lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
                Writer answers = Channels.newWriter(client, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                answers.write(answer(line) + "\n");
                answers.flush();
                line = lines.readLine();
            }
        } catch (IOException gone) {
            // Whoever asked was killed; its death is written down by whoever did it.
            return;
        }
    }

    private String answer(String line) throws IOException {
        Effect asked = Effect.parse(line);
        if (asked.kind() == Kind.CHECK) {
            return store.check(asked.task(), asked.pid(), asked.detail()) ? "EXECUTED" : "NOT_EXECUTED";
        }
        return store.write(asked.kind(), asked.task(), asked.node(), asked.pid(), asked.token(), asked.detail())
                .name();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
