package org.channelmirror.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.config.Settings.UpstreamAccount;
import org.channelmirror.model.AccountName;

/**
 * Reads {@code accounts}, the accounts of an upstream server that are mirrored one by one, and {@code account_mapping}, the
 * accounts here that they fill.
 */
final class AccountsReader {

    private static final Pattern NAME = Pattern.compile("[\\w+-][\\w.+-]*");

    private final Values values;
    private final Problems problems;

    AccountsReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The settings once for each of their accounts; those without accounts, or with mistakes in them, as they are. */
    List<Settings> split(Settings settings) {
        Optional<Setting> accounts = settings.get(ConfigKeys.ACCOUNTS);
        Optional<Setting> mapping = settings.get(ConfigKeys.ACCOUNT_MAPPING);
        if (accounts.isEmpty()) {
            mapping.ifPresent(setting -> problems.add(
                    setting.position(),
                    "\"account_mapping\" maps what \"accounts\" lists, and there is no such key; of \"channels\","
                            + " \"account\" says which account they fill"));
            return List.of(settings);
        }
        refuseBeside(settings, accounts.get());
        List<Text> names = values.filledList(accounts.get(), "list at least one account, such as conda-forge");
        Map<String, AccountName> mapped =
                mapping.map(setting -> mapping(setting, names)).orElse(Map.of());
        List<Settings> split = new ArrayList<>();
        for (Text text : names) {
            problems.convert(ConfigKeys.ACCOUNTS, text, name -> account(text, mapped))
                    .ifPresent(account -> split.add(settings.of(account)));
        }
        return split.isEmpty() ? List.of(settings) : split;
    }

    private void refuseBeside(Settings settings, Setting accounts) {
        for (String key : List.of(ConfigKeys.CHANNELS, ConfigKeys.ACCOUNT, ConfigKeys.DEST_CHANNEL)) {
            settings.get(key)
                    .ifPresent(
                            other -> problems.add(
                                    other.position(),
                                    "\"" + key + "\" cannot stand together with \"accounts\" in line "
                                            + accounts.position().line() + ": "
                                            + (key.equals(ConfigKeys.CHANNELS)
                                                    ? "each of the accounts is a channel; keep one of them"
                                                    : "each of the accounts fills its own; rename it with \"account_mapping\"")));
        }
    }

    /** Where each of the names goes that the mapping has. */
    private Map<String, AccountName> mapping(Setting setting, List<Text> names) {
        List<String> listed = names.stream().map(Text::value).toList();
        Map<String, AccountName> mapped = new LinkedHashMap<>();
        values.map(setting).forEach((from, to) -> {
            if (!listed.contains(from.value())) {
                Nearest nearest = Nearest.to(from.value(), listed);
                problems.add(
                        from.position(),
                        "account_mapping: \"" + from.value() + "\" is not one of the accounts"
                                + (nearest.isLikely()
                                        ? "; did you mean \"" + nearest.word() + "\"?"
                                        : ", which are " + String.join(", ", listed)));
            }
            problems.convert(setting.key(), to, AccountName::new).ifPresent(local -> mapped.put(from.value(), local));
        });
        return mapped;
    }

    private static UpstreamAccount account(Text text, Map<String, AccountName> mapped) {
        String name = text.value();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + Secrets.redact(name)
                    + "\" is not the name of an account, such as conda-forge; for URLs and folders use \"channels\"");
        }
        AccountName local = mapped.get(name);
        if (local == null && !AccountName.isValid(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for an account here, which has lower-case"
                    + " letters, digits, \"_\", \".\" and \"-\" only; map it under \"account_mapping\"");
        }
        return new UpstreamAccount(text, local == null ? new AccountName(name) : local);
    }
}
