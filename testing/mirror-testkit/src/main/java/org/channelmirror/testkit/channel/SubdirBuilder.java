package org.channelmirror.testkit.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.channelmirror.model.PackageFormat;
import org.jspecify.annotations.Nullable;

/** Describes one subdir: its packages and the rest of its index. Not thread-safe. */
public final class SubdirBuilder {

    private final ChannelBuilder channel;
    private final String name;
    private final List<PackageBuilder> packages = new ArrayList<>();
    private final SortedSet<String> removed = new TreeSet<>();
    private final SortedMap<String, @Nullable Object> topLevel = new TreeMap<>();
    private final SortedMap<String, @Nullable Object> info = new TreeMap<>();
    private @Nullable String baseUrl;
    private @Nullable String rawRepodata;

    SubdirBuilder(ChannelBuilder channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    /**
     * The subdir's name.
     *
     * @return such as {@code linux-64}
     */
    public String name() {
        return name;
    }

    /**
     * Adds a package. Of several with the same file name the last one counts, so that a package can be uploaded again.
     *
     * @param name the package's name
     * @param version its version
     * @param build its build string
     * @return the package's builder
     */
    public PackageBuilder pkg(String name, String version, String build) {
        PackageBuilder added = new PackageBuilder(this, name, version, build);
        packages.add(added);
        return added;
    }

    /**
     * Takes a package out of the channel.
     *
     * @param fileName its file name
     * @return this builder
     * @throws IllegalArgumentException if there is no such package
     */
    public SubdirBuilder drop(String fileName) {
        if (!packages.removeIf(each -> each.key().equals(fileName))) {
            throw new IllegalArgumentException(name + " has no package " + fileName);
        }
        return this;
    }

    /**
     * Adds names to the index's {@code removed}.
     *
     * @param fileNames file names
     * @return this builder
     */
    public SubdirBuilder removed(String... fileNames) {
        removed.addAll(List.of(fileNames));
        return this;
    }

    /**
     * Sets {@code info.base_url}, and {@code repodata_version} to 2. By default there is none.
     *
     * @param url absolute or relative
     * @return this builder
     */
    public SubdirBuilder baseUrl(String url) {
        this.baseUrl = url;
        return this;
    }

    /**
     * Sets any key at the top of the index, instead of what would be there.
     *
     * @param key the JSON key
     * @param value a String, Number, Boolean, Map, Iterable, {@link RawJson} or null
     * @return this builder
     */
    public SubdirBuilder topLevel(String key, @Nullable Object value) {
        topLevel.put(key, value);
        return this;
    }

    /**
     * Sets any key of the index's {@code info}, instead of what would be there.
     *
     * @param key the JSON key
     * @param value a String, Number, Boolean, Map, Iterable, {@link RawJson} or null
     * @return this builder
     */
    public SubdirBuilder info(String key, @Nullable Object value) {
        info.put(key, value);
        return this;
    }

    /**
     * Sets the text of the index, whatever it is; the packages are still written.
     *
     * @param text an empty, broken or hand-written index
     * @return this builder
     */
    public SubdirBuilder rawRepodata(String text) {
        this.rawRepodata = text;
        return this;
    }

    /**
     * Goes on with a subdir of the same channel.
     *
     * @param name the subdir's name
     * @return its builder
     */
    public SubdirBuilder subdir(String name) {
        return channel.subdir(name);
    }

    /**
     * Writes the whole channel, as {@link ChannelBuilder#write()} does.
     *
     * @return what was written
     * @throws IOException if the folder cannot be written
     */
    public MadeChannel write() throws IOException {
        return channel.write();
    }

    /** The packages that count, by file name. */
    Collection<PackageBuilder> packages() {
        Map<String, PackageBuilder> last = new LinkedHashMap<>();
        packages.forEach(each -> last.put(each.key(), each));
        return last.values();
    }

    byte[] repodata(Map<PackageBuilder, MadePackage> made, Json json) {
        if (rawRepodata != null) {
            return rawRepodata.getBytes(StandardCharsets.UTF_8);
        }
        SortedMap<String, @Nullable Object> document = new TreeMap<>();
        SortedMap<String, @Nullable Object> about = new TreeMap<>(Map.of("subdir", name));
        document.put("repodata_version", baseUrl == null ? 1 : 2);
        if (baseUrl != null) {
            about.put("base_url", baseUrl);
        }
        document.put("info", about);
        document.put("removed", removed);
        for (PackageFormat format : PackageFormat.values()) {
            document.put(format.section(), section(format.section(), made));
        }
        if (made.keySet().stream().anyMatch(PackageBuilder::isListedInV3)) {
            document.put("v3", RevisionThree.records(made));
            about.put("repodata_revisions", Map.of("v3", RevisionThree.info(made.keySet())));
        }
        SortedMap<String, Object> signatures = new TreeMap<>();
        made.keySet().forEach(pkg -> pkg.signatures().ifPresent(of -> signatures.put(pkg.key(), of)));
        if (!signatures.isEmpty()) {
            document.put("signatures", signatures);
        }
        about.putAll(info);
        document.putAll(topLevel);
        return json.bytes(document);
    }

    private static Map<String, Object> section(String section, Map<PackageBuilder, MadePackage> made) {
        Map<String, Object> records = new TreeMap<>();
        made.forEach((pkg, result) -> {
            if (pkg.section().equals(section) && pkg.isListedAtTheTop()) {
                records.put(pkg.key(), pkg.record(result));
            }
        });
        return records;
    }
}
