package org.channelmirror.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.channelmirror.model.AccountName;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of a mirror, each once, in the order of the file. */
final class Settings {

    private final Map<String, Setting> byKey;
    private final Optional<Position> entry;
    private final Optional<UpstreamAccount> upstream;

    private Settings(Map<String, Setting> byKey, Optional<Position> entry, Optional<UpstreamAccount> upstream) {
        this.byKey = byKey;
        this.entry = entry;
        this.upstream = upstream;
    }

    /**
     * An account of the server that {@code channel_alias} names, which is one channel there.
     *
     * @param name its name there
     * @param local the account that it fills here
     */
    record UpstreamAccount(Text name, AccountName local) {}

    /** The keys of a file. */
    static Settings of(List<NodeTuple> tuples, Problems problems) {
        return new Settings(read(tuples, problems), Optional.empty(), Optional.empty());
    }

    /** The keys of an entry of {@code mirrors}. */
    static Settings of(MappingNode entry, Problems problems) {
        return new Settings(read(entry.getValue(), problems), Optional.of(Position.of(entry)), Optional.empty());
    }

    /** These, and of the defaults those that none of these means. */
    Settings over(Collection<Setting> defaults, BiPredicate<String, String> areOne) {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (Setting setting : defaults) {
            if (byKey.keySet().stream().noneMatch(key -> areOne.test(key, setting.key()))) {
                all.put(setting.key(), setting);
            }
        }
        all.putAll(byKey);
        return new Settings(all, entry, upstream);
    }

    /** These, for a single one of the accounts that they list. */
    Settings of(UpstreamAccount account) {
        return new Settings(byKey, entry, Optional.of(account));
    }

    /** Which of their {@code accounts} they are for, if they have any. */
    Optional<UpstreamAccount> upstream() {
        return upstream;
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** Where the entry of {@code mirrors} begins that they belong to, if they belong to one. */
    Optional<Position> entry() {
        return entry;
    }

    private static Map<String, Setting> read(List<NodeTuple> tuples, Problems problems) {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        tuples.forEach(tuple -> add(byKey, tuple, problems));
        return byKey;
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
