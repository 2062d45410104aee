package io.ballot.node.transport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The transport's lines while this is open, here and nowhere else: a run has hundreds of thousands. One thread. */
final class TransportLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TransportLog.class.getPackageName());

    TransportLog() {
        start();
        logger.setAdditive(false);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        boolean newVersion = line.startsWith("Skipping messages of ");
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            lines.add(line);
        }
        if (event.getLevel() == Level.WARN && !newVersion || line.contains("another process than was looked for")) {
            reasons.add(line);
        }
        if (event.getLevel() == Level.ERROR) {
            reasons.add("ERROR " + line + " " + event.getThrowableProxy());
        }
    }

    void clear() {
        lines.clear();
        reasons.clear();
    }

    List<String> lines() {
        return lines;
    }

    /** Why connections were closed. */
    List<String> reasons() {
        return reasons;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
    }
}
