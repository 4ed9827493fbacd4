package org.channelmirror.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.model.Redaction;
import org.channelmirror.spi.ConfigNode;

/** Collects the settings as they are in force, without their secrets. */
final class InForce {

    private static final Pattern SECRET = Pattern.compile("(?i).*(token|password|secret|credential).*");

    private final Settings settings;
    private final Values values;
    private final List<ConfigSetting> all = new ArrayList<>();

    InForce(Settings settings, Values values) {
        this.settings = settings;
        this.values = values;
    }

    void add(String key, String text) {
        add(key, new ConfigNode.Scalar(text, ConfigNode.Place.NONE), Optional.empty());
    }

    void add(String key, String text, String note) {
        add(key, new ConfigNode.Scalar(text, ConfigNode.Place.NONE), Optional.of(note));
    }

    void add(String key, List<String> texts) {
        List<ConfigNode> items = new ArrayList<>();
        texts.forEach(text -> items.add(new ConfigNode.Scalar(text, ConfigNode.Place.NONE)));
        add(key, new ConfigNode.Sequence(items, ConfigNode.Place.NONE), Optional.empty());
    }

    /** Adds a value as the file has it, with its variables expanded, or the default. */
    void addAsGiven(String key, String otherwise) {
        ConfigNode value = settings.get(key)
                .map(values::node)
                .orElseGet(() -> new ConfigNode.Scalar(otherwise, ConfigNode.Place.NONE));
        add(key, value, Optional.empty());
    }

    /** Adds a value that is not shown, or the default. */
    void addSecret(String key, String otherwise) {
        Optional<Setting> given = settings.get(key);
        String shown = given.isPresent() ? Redaction.MASK : otherwise;
        ConfigNode.Place place = given.map(Setting::place).orElse(ConfigNode.Place.NONE);
        all.add(new ConfigSetting(key, new ConfigNode.Scalar(shown, ConfigNode.Place.NONE), place, Optional.empty()));
    }

    private void add(String key, ConfigNode value, Optional<String> note) {
        ConfigNode.Place place = settings.get(key).map(Setting::place).orElse(ConfigNode.Place.NONE);
        all.add(new ConfigSetting(key, redacted(key, value), place, note));
    }

    List<ConfigSetting> all() {
        return List.copyOf(all);
    }

    private static ConfigNode redacted(String key, ConfigNode node) {
        if (node instanceof ConfigNode.Sequence sequence) {
            return new ConfigNode.Sequence(
                    sequence.items().stream().map(item -> redacted(key, item)).toList(), node.place());
        }
        if (node instanceof ConfigNode.Mapping mapping) {
            Map<String, ConfigNode> members = new LinkedHashMap<>();
            mapping.members()
                    .forEach((name, value) -> members.put(
                            Secrets.redact(name), redacted(SECRET.matcher(key).matches() ? key : name, value)));
            return new ConfigNode.Mapping(members, node.place());
        }
        String text = ((ConfigNode.Scalar) node).text();
        String shown = SECRET.matcher(key).matches() ? Redaction.MASK : Secrets.redact(Secrets.printable(text));
        return new ConfigNode.Scalar(shown, node.place());
    }
}
