package org.channelmirror.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads configurations that stand in the tests line by line. */
final class Configs {

    static final Path WORKING_DIRECTORY = Path.of("/work dir");
    static final Map<String, String> VARIABLES = Map.of("ARCHIVE", "/mnt/usb", "TOKEN", "abc-123", "EMPTY", "");

    private Configs() {}

    static MirrorDefinition parse(String... lines) throws ConfigException {
        return loader().parse("c.yaml", String.join("\n", lines));
    }

    static ConfigException fails(String... lines) {
        return assertThrows(ConfigException.class, () -> parse(lines));
    }

    /** The problems as {@code line:column: message}. */
    static List<String> problems(String... lines) {
        return fails(lines).problems().stream()
                .map(problem -> problem.toString().replaceFirst("^c\\.yaml: ?", ""))
                .toList();
    }

    static List<String> urls(MirrorDefinition definition) {
        return definition.channels().stream()
                .map(channel -> channel.channel().url().toString())
                .toList();
    }

    static ConfigLoader loader() {
        return new ConfigLoader(TestProvider.byName(), VARIABLES, WORKING_DIRECTORY);
    }
}
