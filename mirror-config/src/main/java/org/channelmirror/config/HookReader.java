package org.channelmirror.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.hooks.HookCommand;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads commands: a line for the shell, which knows its own variables; a list of words, in which variables are expanded; or a map of
 * {@code command}, one of those two, and {@code timeout}.
 */
final class HookReader {

    private static final String COMMAND = "command";
    private static final String TIMEOUT = "timeout";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) *(s|m|min|h|d)");

    private final Path workingDirectory;
    private final Values values;
    private final Problems problems;

    HookReader(Path workingDirectory, Values values, Problems problems) {
        this.workingDirectory = workingDirectory;
        this.values = values;
        this.problems = problems;
    }

    Optional<HookCommand> read(Settings settings, String key) {
        return settings.get(key).flatMap(this::read);
    }

    private Optional<HookCommand> read(Setting setting) {
        if (!(setting.value() instanceof MappingNode mapping)) {
            return command(setting, setting.value(), HookCommand.DEFAULT_TIMEOUT);
        }
        Optional<Node> command = Optional.empty();
        Duration timeout = HookCommand.DEFAULT_TIMEOUT;
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (name.equals(COMMAND)) {
                command = Optional.of(tuple.getValueNode());
            } else if (name.equals(TIMEOUT)) {
                timeout = timeout(setting, tuple.getValueNode()).orElse(timeout);
            } else {
                problems.add(
                        Position.of(tuple.getKeyNode()),
                        setting.key() + ": unknown key \"" + name + "\"; it has \"command\" and \"timeout\"");
            }
        }
        if (command.isEmpty()) {
            problems.add(setting.position(), setting.key() + ": \"command\" is missing");
            return Optional.empty();
        }
        return command(setting, command.get(), timeout);
    }

    private Optional<Duration> timeout(Setting setting, Node node) {
        Setting timeout = new Setting(setting.key(), setting.position(), node);
        return values.scalar(timeout).flatMap(text -> problems.convert(setting.key(), text, HookReader::duration));
    }

    private Optional<HookCommand> command(Setting setting, Node node, Duration timeout) {
        if (node instanceof SequenceNode) {
            Setting list = new Setting(setting.key(), setting.position(), node);
            List<Text> texts = values.filledList(list, "list the program and its arguments");
            List<String> words = texts.stream().map(Text::value).toList();
            return texts.isEmpty()
                    ? Optional.empty()
                    : problems.convert(
                            setting.key(), texts.get(0), first -> new HookCommand(words, workingDirectory, timeout));
        }
        return values.verbatim(setting.key(), node)
                .flatMap(text -> problems.convert(
                        setting.key(), text, line -> HookCommand.shell(line, workingDirectory, timeout)));
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("expected a time such as 30s, 10m or 2h, not \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
