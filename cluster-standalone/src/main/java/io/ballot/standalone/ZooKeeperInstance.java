package io.ballot.standalone;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.zookeeper.server.RequestProcessor;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;

/** ZooKeeper's own server; a class of ours only because two things that its main class uses are not public. */
final class ZooKeeperInstance extends ZooKeeperServer {
    private final Consumer<String> onFatal;

    ZooKeeperInstance(
            FileTxnSnapLog txnLog,
            int tickMs,
            int minSessionMs,
            int maxSessionMs,
            int backlog,
            Consumer<String> onFatal)
            throws IOException {
        super(txnLog, tickMs, minSessionMs, maxSessionMs, backlog, new ZKDatabase(txnLog), "");
        this.onFatal = onFatal;
    }

    RequestProcessor firstProcessor() {
        return firstProcessor;
    }

    @Override
    protected void setState(State state) {
        super.setState(state);
        if (state == State.ERROR) {
            onFatal.accept("ZooKeeper met an error that it does not survive; its log says which");
        }
    }
}
