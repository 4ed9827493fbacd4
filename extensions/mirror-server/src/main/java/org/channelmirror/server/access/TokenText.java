package org.channelmirror.server.access;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.channelmirror.model.AccountName;

/** A token as lines of text, each a word and its value. */
final class TokenText {

    private static final String ALL = "*";

    private TokenText() {}

    static String write(AccessToken token) {
        String accounts = token.scope()
                .accounts()
                .map(set -> set.stream().map(AccountName::value).collect(Collectors.joining(",")))
                .orElse(ALL);
        return "role " + token.role().name().toLowerCase(Locale.ROOT) + "\naccounts " + accounts + "\ncreated "
                + token.created()
                + token.expires().map(time -> "\nexpires " + time).orElse("") + "\nsha256 " + token.hash() + "\n";
    }

    static AccessToken read(String id, String text) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        try {
            return new AccessToken(
                    id,
                    TokenRole.valueOf(value(values, "role").toUpperCase(Locale.ROOT)),
                    scope(value(values, "accounts")),
                    Instant.parse(value(values, "created")),
                    Optional.ofNullable(values.get("expires")).map(Instant::parse),
                    value(values, "sha256"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("token " + id + " cannot be read, revoke it: " + e.getMessage(), e);
        }
    }

    private static TokenScope scope(String accounts) {
        return accounts.equals(ALL)
                ? TokenScope.ALL
                : new TokenScope(Optional.of(Arrays.stream(accounts.split(",", -1))
                        .map(AccountName::new)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    private static String value(Map<String, String> values, String word) {
        String value = values.get(word);
        if (value == null) {
            throw new IllegalArgumentException("it has no line \"" + word + "\"");
        }
        return value;
    }
}
