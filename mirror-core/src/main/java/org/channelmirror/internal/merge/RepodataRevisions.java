package org.channelmirror.internal.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.repodata.RepodataReader;

/**
 * {@code info.repodata_revisions} (CEP 48) for a mirror: what counts records has to agree with the index it stands in; messages and
 * what is unknown stay. Servers write an object by revision, or a list, as before CEP 48 was settled. Revisions that the mirror does
 * not carry go.
 */
final class RepodataRevisions {

    private RepodataRevisions() {}

    static byte[] recounted(byte[] upstream, RevisedCount count) {
        if (upstream[0] == '{') {
            return RepodataReader.parts(upstream).entrySet().stream()
                    .filter(entry -> entry.getKey().equals("v3"))
                    .map(entry -> "\"v3\":" + entry(entry.getValue(), count))
                    .collect(Collectors.joining(",", "{", "}"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (upstream[0] == '[') {
            return RepodataReader.parts(upstream).values().stream()
                    .filter(RepodataRevisions::isThird)
                    .map(value -> entry(value, count))
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(StandardCharsets.UTF_8);
        }
        return upstream;
    }

    private static boolean isThird(byte[] item) {
        byte[] revision = RepodataReader.parts(item).getOrDefault("revision", new byte[0]);
        return Arrays.equals(revision, new byte[] {'3'});
    }

    private static String entry(byte[] upstream, RevisedCount count) {
        Map<String, byte[]> members = RepodataReader.parts(upstream);
        replace(members, "n_packages", OptionalLong.of(count.packages()));
        replace(members, "newest", count.newest());
        replace(members, "oldest", count.oldest());
        return JsonObject.of(members);
    }

    /** A member that is absent or null says nothing that could be wrong. */
    private static void replace(Map<String, byte[]> members, String key, OptionalLong value) {
        byte[] old = members.get(key);
        if (old == null || old[0] == 'n') {
            return;
        }
        if (value.isPresent()) {
            members.put(key, Long.toString(value.getAsLong()).getBytes(StandardCharsets.US_ASCII));
        } else {
            members.remove(key);
        }
    }
}
