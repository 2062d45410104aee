package io.ballot.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The log settings that the distribution ships are read without complaint and do what their comments say. */
class LogbackFileTest {

    private static final Path FILE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../conf/logback.xml");

    @Test
    void oneLinePerEventGoesToStandardError() throws Exception {
        LoggerContext context = configured("DEBUG");
        Logger logger = context.getLogger("io.ballot.node.Node");
        LoggingEvent event = new LoggingEvent("", logger, Level.DEBUG, "first\nsecond", null, null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05.006Z"));
        event.setThreadName("driver");

        ConsoleAppender<ILoggingEvent> console = console(context);

        assertThat(console.getTarget()).isEqualTo("System.err");
        assertThat(new String(console.getEncoder().encode(event), StandardCharsets.UTF_8))
                .isEqualTo("2026-01-02T03:04:05.006Z DEBUG [driver] Node first | second" + System.lineSeparator());
    }

    @Test
    void whatKafkaSaysOfItsSettingsIsNotLogged() throws Exception {
        Logger logger = configured(null).getLogger("org.apache.kafka.clients.consumer.ConsumerConfig");

        assertThat(logger.isWarnEnabled()).isFalse();
    }

    @Test
    void ballotsLevelIsAProperty() throws Exception {
        assertThat(configured(null).getLogger("io.ballot.node.Node").getEffectiveLevel())
                .isEqualTo(Level.INFO);
        assertThat(configured("WARN").getLogger("io.ballot.node.Node").getEffectiveLevel())
                .isEqualTo(Level.WARN);
    }

    @SuppressWarnings("unchecked")
    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context) {
        return (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    }

    private static LoggerContext configured(String level) throws Exception {
        LoggerContext context = new LoggerContext();
        if (level != null) {
            context.putProperty("BALLOT_LOG_LEVEL", level);
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(FILE.toFile());
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .allMatch(status -> status.getLevel() == Status.INFO, "read without complaint");
        return context;
    }
}
