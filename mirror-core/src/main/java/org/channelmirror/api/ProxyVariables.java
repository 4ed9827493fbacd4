package org.channelmirror.api;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the environment variables that name proxies. */
final class ProxyVariables {

    private final Map<String, String> environment;
    private final ProxySettings.Builder settings = ProxySettings.builder();

    private ProxyVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    static ProxySettings read(Map<String, String> environment) {
        ProxyVariables variables = new ProxyVariables(environment);
        boolean https = variables.add("https", "HTTPS_PROXY");
        boolean http = variables.add("http", "HTTP_PROXY");
        // What both schemes have covered, a variable for the rest cannot spoil.
        if (!https || !http) {
            variables.add("all", "ALL_PROXY");
        }
        String exempt = variables.name("NO_PROXY");
        if (exempt != null) {
            variables.settings.noProxy(environment.getOrDefault(exempt, ""));
        }
        return variables.settings.build();
    }

    private boolean add(String key, String upperCase) {
        String name = name(upperCase);
        if (name == null) {
            return false;
        }
        String value = environment.getOrDefault(name, "").strip();
        try {
            if (value.isEmpty()) {
                settings.direct(key);
            } else {
                settings.proxy(key, ProxyServer.parse(value));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " cannot be used: " + e.getMessage(), e);
        }
        return true;
    }

    private @Nullable String name(String upperCase) {
        String lowerCase = upperCase.toLowerCase(Locale.ROOT);
        if (environment.containsKey(lowerCase)) {
            return lowerCase;
        }
        boolean isClientsHeader = upperCase.equals("HTTP_PROXY") && environment.containsKey("REQUEST_METHOD");
        return environment.containsKey(upperCase) && !isClientsHeader ? upperCase : null;
    }
}
