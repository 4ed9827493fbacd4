package org.channelmirror.api;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.channelmirror.model.Origin;

/** Credentials by environment variables, which name hosts in upper case. */
final class EnvironmentCredentials {

    private static final String TOKEN = "CHANNEL_MIRROR_TOKEN_";
    private static final String BEARER = "CHANNEL_MIRROR_BEARER_";
    private static final String USER = "CHANNEL_MIRROR_USER_";
    private static final String PASSWORD = "CHANNEL_MIRROR_PASSWORD_";

    /** An underscore, or a hyphen at an end, would make it the name of another host's variable. */
    private static final Pattern NAMEABLE =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    private EnvironmentCredentials() {}

    static Credentials of(Map<String, String> environment) {
        Map<String, Credential> byHost = new HashMap<>();
        Map<String, String> firstVariables = new HashMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (value.isEmpty()) {
                return;
            }
            credential(environment, name, value).ifPresent(credential -> {
                String host = name.substring(prefix(name).length());
                String first = firstVariables.putIfAbsent(host, name);
                if (first != null) {
                    throw new IllegalArgumentException(
                            first + " and " + name + " are for the same host: unset one of them");
                }
                byHost.put(host, credential);
            });
        });
        Map<String, Credential> copy = Map.copyOf(byHost);
        return origin -> isFor(origin) ? Optional.ofNullable(copy.get(suffix(origin.host()))) : Optional.empty();
    }

    private static boolean isFor(Origin origin) {
        return (origin.isSecure() || origin.isLoopback())
                && NAMEABLE.matcher(origin.host()).matches();
    }

    private static String suffix(String host) {
        return host.toUpperCase(Locale.ROOT).replace("-", "__").replace('.', '_');
    }

    private static String prefix(String name) {
        for (String prefix : new String[] {TOKEN, BEARER, USER, PASSWORD}) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                return prefix;
            }
        }
        return "";
    }

    private static Optional<Credential> credential(Map<String, String> environment, String name, String value) {
        String prefix = prefix(name);
        String host = name.substring(prefix.length());
        return switch (prefix) {
            case TOKEN -> Optional.of(checked(name, () -> new Credential.CondaToken(value)));
            case BEARER -> Optional.of(checked(name, () -> new Credential.Bearer(value)));
            case USER -> {
                String password = needed(environment, name, PASSWORD + host);
                yield Optional.of(checked(name, () -> new Credential.Basic(value, password)));
            }
            case PASSWORD -> {
                needed(environment, name, USER + host);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static String needed(Map<String, String> environment, String name, String other) {
        String value = environment.getOrDefault(other, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is set, but " + other + " is not: set both or none");
        }
        return value;
    }

    private static Credential checked(String name, Supplier<Credential> credential) {
        try {
            return credential.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " cannot be used: " + e.getMessage(), e);
        }
    }
}
