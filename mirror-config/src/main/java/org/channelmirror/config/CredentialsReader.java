package org.channelmirror.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.channelmirror.api.Credential;
import org.channelmirror.api.Credentials;
import org.channelmirror.model.Origin;

/** Reads {@code credentials}: what each server is told. No message quotes anything, because every word may be a secret. */
final class CredentialsReader {

    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String BEARER = "bearer";
    private static final String TOKEN = "token";

    private static final String EXPECTED = "\"user\" and \"password\", or \"bearer\", or \"token\" for a conda token";

    private final Values values;
    private final Problems problems;

    CredentialsReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    Credentials read(Setting setting) {
        Map<Origin, Credential> byOrigin = new LinkedHashMap<>();
        values.maps(setting, "a server with what it is told: repo.example.org: {token: $TOKEN}")
                .forEach((server, fields) -> {
                    Optional<Origin> origin = problems.convert(setting.key(), server, CredentialsReader::origin);
                    Optional<Credential> credential = credential(setting.key(), server.position(), fields);
                    if (origin.isPresent()
                            && credential.isPresent()
                            && byOrigin.putIfAbsent(origin.get(), credential.get()) != null) {
                        problems.add(
                                server.position(),
                                setting.key() + ": the same server stands here again; keep one of them");
                    }
                });
        return Credentials.of(byOrigin);
    }

    private static Origin origin(String text) {
        try {
            return Origin.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "this is no server (" + e.getMessage() + "): expected repo.example.org, repo.example.org:8443, or"
                            + " http://repo.example.org for one without TLS",
                    e);
        }
    }

    private Optional<Credential> credential(String key, Position at, Map<Text, Text> fields) {
        Map<String, Text> byName = new LinkedHashMap<>();
        for (Map.Entry<Text, Text> field : fields.entrySet()) {
            if (byName.putIfAbsent(field.getKey().value(), field.getValue()) != null) {
                problems.add(field.getKey().position(), key + ": the same key stands here again; keep one of them");
                return Optional.empty();
            }
        }
        Set<String> names = byName.keySet();
        if (names.equals(Set.of(USER, PASSWORD))) {
            return checked(key, at, () -> new Credential.Basic(value(byName, USER), value(byName, PASSWORD)));
        }
        if (names.equals(Set.of(BEARER))) {
            return checked(key, at, () -> new Credential.Bearer(value(byName, BEARER)));
        }
        if (names.equals(Set.of(TOKEN))) {
            return checked(key, at, () -> new Credential.CondaToken(value(byName, TOKEN)));
        }
        problems.add(at, key + ": for each server expected " + EXPECTED);
        return Optional.empty();
    }

    private static String value(Map<String, Text> fields, String name) {
        Text text = fields.get(name);
        return text == null ? "" : text.value();
    }

    private Optional<Credential> checked(String key, Position at, Supplier<Credential> credential) {
        return problems.convert(key, new Text("", at), unused -> credential.get());
    }
}
