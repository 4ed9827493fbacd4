package org.channelmirror.tests.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.channelmirror.testkit.upstream.FakeUpstream;

/** A server of one channel that goes from state to state. */
final class ChangingUpstream implements AutoCloseable {

    private final Map<UpstreamState, Map<String, byte[]>> files = new EnumMap<>(UpstreamState.class);
    private final FakeUpstream server;
    private final Set<String> shown = new HashSet<>();

    ChangingUpstream(Path folder, int packages) throws IOException {
        for (UpstreamState state : UpstreamState.values()) {
            Path channel = folder.resolve(state.name());
            state.write(channel, packages);
            files.put(state, read(channel));
        }
        server = FakeUpstream.serving(Map.of()).start();
        show(UpstreamState.FIRST);
    }

    /** From now on the channel is in this state. */
    void show(UpstreamState state) {
        Map<String, byte[]> now = files.get(state);
        shown.removeAll(now.keySet());
        shown.forEach(server::remove);
        now.forEach(server::put);
        shown.clear();
        shown.addAll(now.keySet());
    }

    URI url() {
        return server.uri("/channel/");
    }

    /** The text of the subdir's index in a state. */
    byte[] index(UpstreamState state, String subdir) {
        return files.get(state).get("/channel/" + subdir + "/repodata.json");
    }

    /** What was asked since the last call and answered with content. */
    List<String> contentServed() {
        List<String> served = server.requests().stream()
                .filter(request -> request.status() == 200 && request.method().equals("GET"))
                .map(request -> request.rawPath())
                .toList();
        server.clear();
        return served;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static Map<String, byte[]> read(Path channel) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(channel)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                content.put(
                        "/channel/" + channel.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return content;
    }
}
