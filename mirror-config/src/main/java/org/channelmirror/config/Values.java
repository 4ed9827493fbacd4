package org.channelmirror.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the values of settings by their text, never by a type that YAML guesses: 3.10 stays "3.10". */
final class Values {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Z0-9_-]*)>");
    private static final Set<Tag> GUESSED =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final Variables variables;
    private final Problems problems;

    Values(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** One text; a missing value, a list or a map is a problem. */
    Optional<Text> scalar(Setting setting) {
        if (isNull(setting.value())) {
            problems.add(setting.position(), "\"" + setting.key() + "\" has no value; give one, or remove the key");
            return Optional.empty();
        }
        return text(setting.key(), setting.value(), "one plain value");
    }

    /** A list of texts, or one text; no value at all is an empty list. */
    List<Text> list(Setting setting) {
        List<Text> texts = new ArrayList<>();
        for (Node item : items(setting)) {
            text(setting.key(), item, "a plain value, or a list of plain values")
                    .ifPresent(texts::add);
        }
        return texts;
    }

    /** A list as above; an empty one is a problem. */
    List<Text> filledList(Setting setting, String whatToDo) {
        if (items(setting).isEmpty()) {
            problems.add(setting.position(), "\"" + setting.key() + "\" is empty; " + whatToDo);
        }
        return list(setting);
    }

    /** Texts by texts, in the order of the file; no value at all is an empty map. */
    Map<Text, Text> map(Setting setting) {
        Map<Text, Text> map = new LinkedHashMap<>();
        if (setting.value() instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Optional<Text> from = text(setting.key(), tuple.getKeyNode(), "plain keys");
                Optional<Text> to = text(setting.key(), tuple.getValueNode(), "one plain value for each key");
                from.ifPresent(key -> to.ifPresent(value -> map.put(key, value)));
            }
        } else if (!isNull(setting.value())) {
            problems.add(Position.of(setting.value()), setting.key() + ": expected lines of the form \"from: to\"");
        }
        return map;
    }

    /** One text as it stands in the file: whatever reads it later has variables of its own. */
    Optional<Text> verbatim(String key, Node node) {
        return plain(key, node, "one plain value");
    }

    private static List<Node> items(Setting setting) {
        if (setting.value() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        return isNull(setting.value()) ? List.of() : List.of(setting.value());
    }

    private Optional<Text> text(String key, Node node, String expected) {
        return plain(key, node, expected)
                .flatMap(text ->
                        problems.convert(key, text, this::expand).map(value -> new Text(value, text.position())));
    }

    private Optional<Text> plain(String key, Node node, String expected) {
        Position at = Position.of(node);
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(at, key + ": expected " + expected);
            return Optional.empty();
        }
        if (isNull(node)) {
            problems.add(at, key + ": an entry has no value; give one, or remove it");
            return Optional.empty();
        }
        if (!GUESSED.contains(node.getTag())) {
            problems.add(at, key + ": tags such as " + node.getTag().getValue() + " are not supported; remove it");
            return Optional.empty();
        }
        return Optional.of(new Text(scalar.getValue(), at));
    }

    private String expand(String written) {
        Matcher placeholder = PLACEHOLDER.matcher(written);
        if (placeholder.find()) {
            String name = placeholder.group(1);
            throw new IllegalArgumentException(
                    placeholder.group() + " is a placeholder: put the real " + name.toLowerCase(Locale.ROOT)
                            + " in its place, or a variable such as $" + name.replace('-', '_'));
        }
        return variables.expand(written);
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
