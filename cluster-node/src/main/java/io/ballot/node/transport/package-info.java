/**
 * Messages between nodes: Netty over TCP, one event loop.
 *
 * <p>Everything in here but {@link io.ballot.node.transport.Transport} runs on that one loop and needs no locks. It carries
 * datagrams in order: what cannot be sent now is dropped, because the machines send again what must arrive, and a message
 * that waited for long is worth less than the next one.
 *
 * <pre>
 * driver ─ send, flush ─► Transport ─► Links ─► Peer (address, back-off, what waits) ─► channel
 * inbox  ◄─ Received ──── MessageHandler ◄─ HandshakeHandler ◄─ FrameDecoder ◄───────── channel
 * </pre>
 */
@NullMarked
package io.ballot.node.transport;

import org.jspecify.annotations.NullMarked;
