package org.channelmirror.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ExplainRequest;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ConfigNode.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    Path dir;

    private final FakeClient client = new FakeClient();

    private CliRun run(String... args) {
        return CliRun.of(dir, client, args);
    }

    @Test
    void theRequestIsWhatTheConfigurationSays() throws IOException {
        String file = CliRun.configuration(dir, "platforms: [linux-64]", "account: r");
        CliRun run = run("explain", "numpy", ">=1.26", "--config-file", file);

        assertEquals(3, run.code(), run.err());
        ExplainRequest request = client.explained.get(0);
        assertEquals("numpy[version='>=1.26']", request.query().toString());
        assertEquals(new AccountName("r"), request.mirror().account());
        assertEquals(Optional.of("not in platforms"), request.otherSubdirs().reason());
        assertEquals(new Place(2, 1), request.otherSubdirs().place());
        assertTrue(client.closed);
    }

    @Test
    void theAnswerIsATableWithWhatElseIsToBeSaid() throws IOException {
        String file = CliRun.configuration(dir, "platforms: [linux-64]");
        CliRun run = run("explain", "numpy", "--config-file", file);

        assertEquals(
                List.of(
                        "numpy in account anaconda of " + dir.resolve("mirror") + ", by " + dir.resolve("c.yaml")
                                + ": 3 files, 2 in, 1 out",
                        "                                    because                line  from               published here",
                        "linux-64/numpy-1.26.4-0.conda  out  blacklist: numpy       4     https://first/c/   yes, another"
                                + " content",
                        "linux-64/numpy-2.1.3-0.conda   in   whitelist: numpy >=2   6     https://second/c/  yes",
                        "linux-64/numpy-2.2.0-0.conda   in   nothing is against it  -     -                  no",
                        "linux-64/numpy-1.26.4-0.conda: license BSD (BSD)",
                        "linux-64/numpy-1.26.4-0.conda: https://second/c/ lists it, too, with another content;"
                                + " https://first/c/ comes first",
                        "linux-64/numpy-2.1.3-0.conda: out by blacklist: numpy (line 4); in by whitelist: numpy >=2 (line 6)",
                        "and 5 records more; ask for less to see them",
                        "looked at noarch, linux-64; platforms that are not mirrored are out: not in platforms (line 2)"),
                run.out().lines().toList());
        assertEquals("warning: noarch: cannot be read\n", run.err());
    }

    @Test
    void theAnswerAsJson() throws IOException {
        JsonValue json = run("explain", "numpy", "--json", "--config-file", CliRun.configuration(dir))
                .json();

        assertEquals("explain", json.at("command"));
        assertEquals("numpy", json.at("query"));
        assertEquals(false, json.at("complete"));
        assertEquals(2L, json.at("in"));
        assertEquals(1L, json.at("out"));
        assertEquals(5L, json.at("further"));
        assertEquals(
                Map.of(
                        "subdir",
                        "linux-64",
                        "file",
                        "numpy-1.26.4-0.conda",
                        "selected",
                        false,
                        "reason",
                        "blacklist: numpy",
                        "line",
                        4L,
                        "column",
                        5L,
                        "channel",
                        "https://first/c/",
                        "published",
                        "different",
                        "also_listed_by",
                        List.of(Map.of("channel", "https://second/c/", "same_content", false))),
                without(json.at("files/0"), "opinions", "facts"));
        assertEquals(List.of("license BSD (BSD)"), json.at("files/0/facts"));
        assertEquals("whitelist: numpy >=2", json.at("files/1/opinions/1/reason"));
        assertEquals(true, json.at("files/1/opinions/1/accepted"));
        assertEquals(List.of("noarch", "linux-64"), json.at("subdirs"));
        assertEquals(List.of("noarch"), json.at("unread"));
    }

    private static Map<?, ?> without(Object map, String... keys) {
        Map<Object, Object> copy = new java.util.HashMap<>((Map<?, ?>) map);
        for (String key : keys) {
            copy.remove(key);
        }
        return copy;
    }
}
