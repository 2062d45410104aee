package io.ballot.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link NodeConfig} out of file, environment and flags: lays them over one another, lets each part judge its
 * keys, and throws once at the end with all that was found.
 */
final class ConfigLoader {

    private final Surroundings surroundings;
    private final Problems problems = new Problems();

    ConfigLoader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    NodeConfig load(@Nullable Path file, Map<String, String> flags, Map<String, String> environment) {
        Map<String, Setting> fromFile = file == null ? Map.of() : readFile(file);
        Map<String, Setting> fromFlags = new LinkedHashMap<>();
        flags.forEach((key, value) -> fromFlags.put(key, new Setting(key, value, Origin.flag(key))));
        DeclaredQueues queues = DeclaredQueues.parse(queuesSetting(fromFile, fromFlags, environment), problems);
        KeyCatalog catalog = new KeyCatalog(queues);
        Map<String, Setting> settings = new LinkedHashMap<>(fromFile);
        settings.putAll(EnvironmentLayer.read(environment, catalog, problems));
        settings.putAll(fromFlags);
        return build(settings, queues, catalog);
    }

    NodeConfig of(Map<String, String> values) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        values.forEach((key, value) -> settings.put(key, new Setting(key, value, Origin.CODE)));
        DeclaredQueues queues = DeclaredQueues.parse(settings.get(QueueConfig.QUEUES), problems);
        return build(settings, queues, new KeyCatalog(queues));
    }

    private NodeConfig build(Map<String, Setting> settings, DeclaredQueues queues, KeyCatalog catalog) {
        settings.values().forEach(setting -> catalog.judge(setting, problems));
        KafkaPassThrough.judge(settings, problems);
        ZooKeeperPassThrough.judge(settings, problems);
        Values values = Values.parse(NodeConfig.definition(), settings, problems);
        Map<String, QueueConfig> queueConfigs = new LinkedHashMap<>();
        for (String name : queues.valid()) {
            queueConfigs.put(name, QueueConfig.read(name, settings, problems));
        }
        NodeConfig unjudged = assemble(values, queueConfigs, settings);
        Rules rules = new Rules(settings, problems);
        NodeRules.judge(unjudged, rules);
        QueueRules.judge(unjudged, rules);
        if (problems.hasErrors()) {
            throw new ConfigException(problems.errors(), problems.warnings());
        }
        return assemble(values, queueConfigs, settings); // once more, now that all warnings are known
    }

    private NodeConfig assemble(Values values, Map<String, QueueConfig> queues, Map<String, Setting> settings) {
        return new NodeConfig(
                IdentityConfig.from(values, surroundings),
                ZooKeeperConfig.from(values, settings),
                KafkaConfig.from(values, settings),
                TransportConfig.from(values),
                AdminConfig.from(values),
                LeaseConfig.from(values),
                MembershipConfig.from(values),
                DoubtConfig.from(values),
                RegistryConfig.from(values),
                FlowConfig.from(values),
                queues,
                settings,
                problems.warnings());
    }

    /** The list of queues decides which variables exist, so it is looked up ahead of the other layers' merging. */
    private static @Nullable Setting queuesSetting(
            Map<String, Setting> file, Map<String, Setting> flags, Map<String, String> environment) {
        if (flags.containsKey(QueueConfig.QUEUES)) {
            return flags.get(QueueConfig.QUEUES);
        }
        String variable = EnvironmentLayer.variable(QueueConfig.QUEUES);
        String value = environment.get(variable);
        return value == null
                ? file.get(QueueConfig.QUEUES)
                : new Setting(QueueConfig.QUEUES, value, Origin.environment(variable));
    }

    private Map<String, Setting> readFile(Path file) {
        String source = file.toString();
        try {
            return PropertiesReader.read(Files.readString(file), source, problems);
        } catch (NoSuchFileException e) {
            problems.error("", Origin.file(source, 0), "no such file; name the right one with --config");
        } catch (CharacterCodingException e) {
            problems.error("", Origin.file(source, 0), "not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            problems.error("", Origin.file(source, 0), "cannot be read: " + e);
        }
        return Map.of(); // reported; the other layers are still judged
    }
}
