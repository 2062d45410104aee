package io.ballot.node.transport;

import io.ballot.protocol.wire.Greeting;
import io.ballot.protocol.wire.ProtocolVersion;
import java.util.Optional;

/** Whom this node talks to. */
final class HelloRules {

    private final Identity self;

    HelloRules(Identity self) {
        this.self = self;
    }

    /** Why not, in words that both sides log. */
    Optional<String> maybeRefusal(Greeting.Hello hello) {
        if (!hello.cluster().equals(self.cluster())) {
            return Optional.of("cluster '" + hello.cluster() + "' is not this node's cluster '" + self.cluster() + "'");
        }
        if (ProtocolVersion.common(hello.minVersion(), hello.maxVersion()) == ProtocolVersion.NONE) {
            return Optional.of("protocol versions " + hello.minVersion() + " to " + hello.maxVersion()
                    + " are not spoken here, " + ProtocolVersion.MIN + " to " + ProtocolVersion.MAX + " are");
        }
        if (hello.life().node().equals(self.life().node())) {
            return Optional.of("node id '" + hello.life().node() + "' is this node's own: two processes have one name");
        }
        return Optional.empty();
    }
}
