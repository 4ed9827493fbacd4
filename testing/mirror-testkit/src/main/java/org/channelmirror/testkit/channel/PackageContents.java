package org.channelmirror.testkit.channel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.channelmirror.model.PackageFormat;
import org.jspecify.annotations.Nullable;

/** A package's members: its metadata, the list of its files, and one file. */
final class PackageContents {

    private final String name;
    private final Map<String, ? extends @Nullable Object> metadata;
    private final byte[] payload;

    PackageContents(String name, Map<String, ? extends @Nullable Object> metadata, byte[] payload) {
        this.name = name;
        this.metadata = metadata;
        this.payload = payload;
    }

    byte[] pack(PackageFormat format, String stem) throws IOException {
        String path = "share/" + name + "/payload";
        Json json = new Json(JsonStyle.PRETTY);
        return new PackageArchive(Map.of(
                        "info/index.json",
                        json.bytes(metadata),
                        "info/paths.json",
                        json.bytes(paths(path)),
                        path,
                        payload))
                .pack(format, stem);
    }

    private Map<String, Object> paths(String path) {
        return Map.of(
                "paths_version",
                1,
                "paths",
                List.of(Map.of(
                        "_path",
                        path,
                        "path_type",
                        "hardlink",
                        "sha256",
                        Hashes.sha256(payload),
                        "size_in_bytes",
                        payload.length)));
    }
}
