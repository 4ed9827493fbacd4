package org.channelmirror.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of a file, each once, in the order of the file. */
final class Settings {

    private final Map<String, Setting> byKey;

    private Settings(Map<String, Setting> byKey) {
        this.byKey = byKey;
    }

    static Settings of(List<NodeTuple> tuples, Problems problems) {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        tuples.forEach(tuple -> add(byKey, tuple, problems));
        return new Settings(byKey);
    }

    private static void add(Map<String, Setting> byKey, NodeTuple tuple, Problems problems) {
        Position at = Position.of(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(at, "a key is a plain word, such as \"channels\"");
            return;
        }
        Setting first = byKey.putIfAbsent(key.getValue(), new Setting(key.getValue(), at, tuple.getValueNode()));
        if (first != null) {
            problems.add(
                    at,
                    "\"" + key.getValue() + "\" stands here again, first in line "
                            + first.position().line() + "; keep one of them");
        }
    }

    Collection<Setting> all() {
        return byKey.values();
    }

    Optional<Setting> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
