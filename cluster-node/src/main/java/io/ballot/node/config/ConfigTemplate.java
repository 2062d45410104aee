package io.ballot.node.config;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Writes {@code conf/node.properties}: every key, its meaning and its default, all commented out, so that the file as it
 * is starts a node with the defaults and a line is put in force by taking its {@code #} away. Generated, because a
 * template kept by hand soon tells yesterday's defaults.
 */
public final class ConfigTemplate {

    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();
    private String group = "";

    private ConfigTemplate() {}

    /** The whole file. */
    public static String text() {
        ConfigTemplate template = new ConfigTemplate();
        template.comment(
                "Ballot: the configuration of one node. Every key stands here with its meaning and its default;"
                        + " take the '#' away to set another value. Any key can also be given as --set key=value or as an environment"
                        + " variable (BALLOT_ and the key in upper case, '_' for '.' and '-'); a flag beats the environment, that"
                        + " beats this file. 'bin/node.sh config check' finds every mistake, 'config show' prints what is in force.");
        template.keys(NodeConfig.definition());
        template.blank();
        template.comment(
                "Each queue has the keys below, with its own name for NAME. The shortest that works: queues=mails,"
                        + " queue.mails.worker=command, queue.mails.command=cat.");
        template.keys(QueueConfig.definition("NAME"));
        template.passedThrough();
        return template.text.toString();
    }

    private void keys(Definition definition) {
        for (ConfigKey key : definition.keys()) {
            if (!key.group.equals(group)) {
                group = key.group;
                blank();
                text.append("# ---- ").append(group).append(" ----\n");
            }
            blank();
            comment(key.documentation);
            String allowed = Definition.allowedText(key);
            if (!allowed.isEmpty() && key.validator != Form.ANY_TEXT) {
                comment("Allowed: " + allowed + ".");
            }
            if (definition.isComputed(key)) {
                comment("Default: " + definition.defaultText(key) + ".");
                text.append('#').append(key.name).append("=\n");
            } else {
                text.append('#')
                        .append(key.name)
                        .append('=')
                        .append(definition.defaultText(key))
                        .append('\n');
            }
        }
    }

    private void passedThrough() {
        blank();
        text.append("# ---- Passed through ----\n");
        blank();
        comment("Kafka's own settings: kafka.X for every client that knows X, kafka.consumer.X, kafka.producer.X and"
                + " kafka.admin.X for one alone; security settings go here. Those that would break Ballot are refused with"
                + " the reason. Ballot's own defaults:");
        for (KafkaClient client : KafkaClient.values()) {
            client.defaults()
                    .forEach((name, value) -> text.append('#')
                            .append(client.prefix())
                            .append(name)
                            .append('=')
                            .append(value)
                            .append('\n'));
        }
        blank();
        comment("ZooKeeper's own client settings, under their own names, such as:");
        Set<String> examples = new TreeSet<>(Set.of("zookeeper.client.secure=true", "zookeeper.sasl.client=true"));
        examples.forEach(example -> text.append('#').append(example).append('\n'));
    }

    private void comment(String prose) {
        Wrapped.lines(prose, WIDTH)
                .forEach(line -> text.append("# ").append(line).append('\n'));
    }

    private void blank() {
        text.append('\n');
    }
}
