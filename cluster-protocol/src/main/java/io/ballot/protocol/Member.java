package io.ballot.protocol;

/**
 * What a node's ephemeral znode says of it.
 *
 * @param transport host:port that peers connect to
 * @param admin base URL of its admin HTTP
 * @param pid operating system process, for people
 * @param version of the software
 * @param protocol version of the wire protocol it speaks
 */
public record Member(
        StoreRef store, Life life, String transport, String admin, long pid, String version, int protocol) {

    public NodeId node() {
        return life.node();
    }
}
