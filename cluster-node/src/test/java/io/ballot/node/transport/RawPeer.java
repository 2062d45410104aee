package io.ballot.node.transport;

import io.ballot.protocol.Envelope;
import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.GreetingCodec;
import io.ballot.protocol.wire.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A bare socket that says what a test wants said. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;

    RawPeer(TestNode node) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), node.transport.port());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void write(Greeting greeting) throws IOException {
        write(GreetingCodec.encodeFrame(greeting, UnpooledByteBufAllocator.DEFAULT));
    }

    void write(Envelope envelope) throws IOException {
        write(WireCodec.encodeFrame(envelope, UnpooledByteBufAllocator.DEFAULT));
    }

    private void write(ByteBuf frame) throws IOException {
        write(ByteBufUtil.getBytes(frame));
        frame.release();
    }

    Greeting readGreeting() throws Exception {
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return GreetingCodec.decode(Unpooled.wrappedBuffer(body));
    }

    /** Reads to the end. Throws when the node leaves the connection open. */
    void awaitClose() throws IOException {
        try {
            while (in.read() >= 0) {
                // What the node said last does not matter here.
            }
        } catch (EOFException | SocketException e) {
            // Closed as well, with unread bytes on the way.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
