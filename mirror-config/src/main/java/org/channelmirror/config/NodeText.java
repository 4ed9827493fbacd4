package org.channelmirror.config;

import java.util.stream.Collectors;
import org.channelmirror.spi.ConfigNode;

/** Values as one line of text. Different values have different texts: what could be mistaken for two stands in quotes. */
final class NodeText {

    private NodeText() {}

    static String of(ConfigNode node) {
        if (node instanceof ConfigNode.Sequence sequence) {
            return sequence.items().stream().map(NodeText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof ConfigNode.Mapping mapping) {
            return mapping.members().entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ": " + of(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return quoted(((ConfigNode.Scalar) node).text());
    }

    private static String quoted(String text) {
        return text.matches("[^,:\\[\\]{}\"\\\\]+")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
