package org.channelmirror.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.channelmirror.spi.ConfigNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the values of settings by their text, never by a type that YAML guesses: 3.10 stays "3.10". */
final class Values {

    private static final Set<Tag> GUESSED =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final UnaryOperator<String> expansion;
    private final Problems problems;

    Values(UnaryOperator<String> expansion, Problems problems) {
        this.expansion = expansion;
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

    /** The whole value, of any form, with its variables expanded; what is wrong in it is a problem and left out. */
    ConfigNode node(Setting setting) {
        return node(setting.key(), setting.value());
    }

    private ConfigNode node(String key, Node node) {
        ConfigNode.Place place = place(node);
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode) {
                    text(key, item, "plain values")
                            .ifPresent(text -> items.add(new ConfigNode.Scalar(text.value(), place(item))));
                } else {
                    items.add(node(key, item));
                }
            }
            return new ConfigNode.Sequence(items, place);
        }
        if (node instanceof MappingNode mapping) {
            return mapping(key, mapping, place);
        }
        String text = isNull(node)
                ? ""
                : text(key, node, "a plain value").map(Text::value).orElse("");
        return new ConfigNode.Scalar(text, place);
    }

    private ConfigNode.Mapping mapping(String key, MappingNode mapping, ConfigNode.Place place) {
        Map<String, ConfigNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            text(key, tuple.getKeyNode(), "plain keys").ifPresent(name -> {
                if (members.putIfAbsent(name.value(), node(key, tuple.getValueNode())) != null) {
                    problems.add(
                            name.position(), key + ": \"" + name.value() + "\" stands here again; keep one of them");
                }
            });
        }
        return new ConfigNode.Mapping(members, place);
    }

    private static ConfigNode.Place place(Node node) {
        Position at = Position.of(node);
        return new ConfigNode.Place(at.line(), at.column());
    }

    /** Maps of texts by text, in the order of the file; no value at all is an empty map. */
    Map<Text, Map<Text, Text>> maps(Setting setting, String expected) {
        Map<Text, Map<Text, Text>> maps = new LinkedHashMap<>();
        if (setting.value() instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Node value = tuple.getValueNode();
                if (value instanceof MappingNode fields) {
                    Map<Text, Text> inner = map(new Setting(setting.key(), Position.of(value), value));
                    Optional<Text> outer = text(setting.key(), tuple.getKeyNode(), "plain keys");
                    // What is less than was written has been complained of.
                    outer.filter(key -> inner.size() == fields.getValue().size())
                            .ifPresent(key -> maps.put(key, inner));
                } else {
                    problems.add(Position.of(value), setting.key() + ": expected " + expected);
                }
            }
        } else if (!isNull(setting.value())) {
            problems.add(Position.of(setting.value()), setting.key() + ": expected " + expected);
        }
        return maps;
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
                .flatMap(text -> problems.convert(key, text, expansion).map(value -> new Text(value, text.position())));
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
            problems.add(
                    at,
                    key + ": tags, which begin with \"!\", are not supported; remove it, or put the value in quotes");
            return Optional.empty();
        }
        return Optional.of(new Text(scalar.getValue(), at));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
