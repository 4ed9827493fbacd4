package org.channelmirror.config;

import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads a text into YAML's graph of nodes; no object is ever made from it. */
final class YamlReader {

    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ALIASES = 20;
    private static final int MAX_DEPTH = 20;

    private YamlReader() {}

    /** The keys and values of the root, none for an empty text; what is not YAML or has another root is a problem. */
    static List<NodeTuple> read(String text, Problems problems) {
        if (text.length() > MAX_BYTES) {
            problems.addToFile("is longer than " + MAX_BYTES + " characters; is it a configuration?");
            return List.of();
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return mapping.getValue();
            }
            if (root != null) {
                problems.add(Position.of(root), "expected keys with values, such as \"channels: [conda-forge]\"");
            }
        } catch (MarkedYAMLException e) {
            SyntaxProblem problem = SyntaxProblem.of(e, text);
            problems.add(problem.position(), problem.message());
        } catch (ReaderException e) {
            problems.add(
                    firstUnprintable(text),
                    String.format("the character U+%04X is not allowed in YAML; remove it", e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(Position.START, "not a configuration: " + e.getMessage());
        }
        return List.of();
    }

    /** The exception itself counts within a buffer of the reader. */
    private static Position firstUnprintable(String text) {
        int line = 1;
        int column = 1;
        for (int codePoint : text.codePoints().toArray()) {
            if (!StreamReader.isPrintable(codePoint)) {
                break;
            }
            column = codePoint == '\n' ? 1 : column + 1;
            line += codePoint == '\n' ? 1 : 0;
        }
        return new Position(line, column);
    }
}
