package org.channelmirror.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads a YAML text piece by piece, so that a long list takes no more room than its longest item. A value is a {@link Text}, a
 * {@code List} or a {@code Map} by the text of its keys.
 */
final class YamlPieces {

    private static final int MAX_DEPTH = 20;

    private final Iterator<Event> events;
    private Event current;

    /** Begins with the value at the root. */
    YamlPieces(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(SpecsFile.MAX_BYTES);
        this.events = new Yaml(options).parse(new StringReader(text)).iterator();
        this.current = events.next();
        take();
        if (is(Event.ID.DocumentStart)) {
            take();
        }
    }

    /** What a text that is not YAML gets wrong, with where. */
    static String problem(YAMLException e, String text) {
        if (e instanceof MarkedYAMLException marked) {
            SyntaxProblem problem = SyntaxProblem.of(marked, text);
            return problem.position().line() + ":" + problem.position().column() + ": " + problem.message();
        }
        return " not YAML: " + e.getMessage();
    }

    boolean is(Event.ID id) {
        return current.is(id);
    }

    Position position() {
        return Position.of(current.getStartMark());
    }

    /** Goes to the next piece. */
    void take() {
        current = events.next();
    }

    /** The text of a plain key, which is passed by. */
    String key() {
        if (!(current instanceof ScalarEvent scalar)) {
            throw at(position(), "a key is a plain word");
        }
        take();
        return scalar.getValue();
    }

    /** Passes a value by. */
    void skip() {
        int depth = 0;
        do {
            if (is(Event.ID.MappingStart) || is(Event.ID.SequenceStart)) {
                depth++;
            } else if (is(Event.ID.MappingEnd) || is(Event.ID.SequenceEnd)) {
                depth--;
            }
            take();
        } while (depth > 0);
    }

    /** The whole value, which is passed by. */
    Object value() {
        return value(MAX_DEPTH);
    }

    private Object value(int depth) {
        Position at = position();
        if (depth == 0) {
            throw at(at, "nested too deeply");
        }
        if (current instanceof ScalarEvent scalar) {
            take();
            return new Text(scalar.getValue(), at);
        }
        if (is(Event.ID.SequenceStart)) {
            List<Object> list = new ArrayList<>();
            for (take(); !is(Event.ID.SequenceEnd); ) {
                list.add(value(depth - 1));
            }
            take();
            return list;
        }
        if (is(Event.ID.MappingStart)) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (take(); !is(Event.ID.MappingEnd); ) {
                map.put(key(), value(depth - 1));
            }
            take();
            return map;
        }
        throw at(at, "aliases are not supported here");
    }

    static IllegalArgumentException at(Position position, String message) {
        return new IllegalArgumentException(position.line() + ":" + position.column() + ": " + message);
    }
}
