package org.channelmirror.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Finds the mirrors of a file: itself, or the entries of {@code mirrors}. What stands beside {@code mirrors} is the default of each
 * entry; an entry's key takes the place of it as a whole, be it under the same name or another of the same meaning.
 */
final class MirrorsReader {

    private final FilterRegistry filters;
    private final Problems problems;

    MirrorsReader(FilterRegistry filters, Problems problems) {
        this.filters = filters;
        this.problems = problems;
    }

    /** The settings of each mirror; none if there are only problems. */
    List<Settings> split(Settings file) {
        Optional<Setting> mirrors = file.get(ConfigKeys.MIRRORS);
        if (mirrors.isEmpty()) {
            return List.of(file);
        }
        List<Setting> defaults = new ArrayList<>(file.all());
        defaults.remove(mirrors.get());
        ConfigKeys keys = new ConfigKeys(filters, problems);
        List<Settings> split = new ArrayList<>();
        for (MappingNode entry : entries(mirrors.get())) {
            Settings own = Settings.of(entry, problems);
            own.get(ConfigKeys.MIRRORS)
                    .ifPresent(nested -> problems.add(
                            nested.position(), "mirrors: an entry is one mirror and has no \"mirrors\" of its own"));
            split.add(own.over(defaults, keys::areOne));
        }
        return split;
    }

    private List<MappingNode> entries(Setting mirrors) {
        String expected = "expected a list of mirrors, each with keys of its own, such as \"- account: r\"";
        List<MappingNode> entries = new ArrayList<>();
        if (!(mirrors.value() instanceof SequenceNode list) || list.getValue().isEmpty()) {
            problems.add(mirrors.position(), "mirrors: " + expected);
            return entries;
        }
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode entry) {
                entries.add(entry);
            } else {
                problems.add(Position.of(item), "mirrors: " + expected);
            }
        }
        return entries;
    }

    /** Notes two mirrors that would fill one account. */
    void refuseSharedAccounts(List<Settings> settings, List<MirrorDefinition> mirrors) {
        Map<AccountName, Integer> lines = new HashMap<>();
        for (int i = 0; i < mirrors.size(); i++) {
            AccountName account = mirrors.get(i).account().orElse(AccountName.DEFAULT);
            Optional<Position> upstream =
                    settings.get(i).upstream().map(each -> each.name().position());
            Position at = upstream.or(settings.get(i)::entry).orElse(Position.START);
            Integer first = lines.putIfAbsent(account, at.line());
            if (first != null) {
                problems.add(
                        at,
                        (upstream.isPresent() ? "accounts" : "mirrors") + ": this entry fills the account \"" + account
                                + "\", as the one in line " + first + " does; "
                                + (upstream.isPresent()
                                        ? "map one of them to another name under \"account_mapping\""
                                        : "give each an \"account\" of its own"));
            }
        }
    }
}
