package org.channelmirror.testkit.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a real conda channel to a folder: packages that open, and indexes whose hashes agree.
 *
 * <pre>{@code
 * MadeChannel made = ChannelBuilder.at(folder)
 *         .subdir("linux-64")
 *         .pkg("numpy", "1.26.4", "py312_0").depends("python >=3.12,<3.13.0a0").license("BSD-3-Clause")
 *         .pkg("zlib", "1.3.1", "h1_2").format(PackageFormat.TAR_BZ2)
 *         .subdir("noarch")
 *         .write();
 * }</pre>
 *
 * <p>A builder can be changed and written again, and another builder can write to the same folder: afterwards the folder
 * holds what the last writer described. Files whose bytes did not change are not touched, others are replaced by a rename,
 * so that time stamps and inodes tell the truth. Not thread-safe.
 */
public final class ChannelBuilder {

    private final Path root;
    private final SortedMap<String, SubdirBuilder> subdirs = new TreeMap<>();
    private final Set<IndexFile> indexes = EnumSet.of(IndexFile.JSON);
    private JsonStyle style = JsonStyle.COMPACT;
    private Channeldata channeldata = Channeldata.ABSENT;

    private ChannelBuilder(Path root) {
        this.root = root;
    }

    /**
     * Begins a channel.
     *
     * @param root its folder, which need not exist
     * @return a builder without subdirs
     */
    public static ChannelBuilder at(Path root) {
        return new ChannelBuilder(root);
    }

    /**
     * Adds a subdir, or goes on with the one of that name.
     *
     * @param name such as {@code linux-64}
     * @return the subdir's builder
     */
    public SubdirBuilder subdir(String name) {
        return subdirs.computeIfAbsent(name, key -> new SubdirBuilder(this, key));
    }

    /**
     * Takes a subdir out of the channel.
     *
     * @param name the subdir's name
     * @return this builder
     */
    public ChannelBuilder dropSubdir(String name) {
        subdirs.remove(name);
        return this;
    }

    /**
     * Sets the forms of the index. The default is {@link IndexFile#JSON} alone.
     *
     * @param first one form
     * @param more further forms
     * @return this builder
     */
    public ChannelBuilder indexes(IndexFile first, IndexFile... more) {
        indexes.clear();
        indexes.addAll(EnumSet.of(first, more));
        return this;
    }

    /**
     * Sets how indexes are laid out. The default is {@link JsonStyle#COMPACT}.
     *
     * @param style the layout
     * @return this builder
     */
    public ChannelBuilder style(JsonStyle style) {
        this.style = style;
        return this;
    }

    /**
     * Sets whether there is a {@code channeldata.json}. The default is {@link Channeldata#ABSENT}.
     *
     * @param channeldata present or absent
     * @return this builder
     */
    public ChannelBuilder channeldata(Channeldata channeldata) {
        this.channeldata = channeldata;
        return this;
    }

    /**
     * Writes the channel: packages, then indexes; then it deletes the packages, indexes and {@code channeldata.json} of an
     * earlier write that are described no more. Other files stay.
     *
     * @return what was written
     * @throws IOException if the folder cannot be written
     * @throws IllegalArgumentException if a package that is not absent has a name that is not a plain file name
     */
    public MadeChannel write() throws IOException {
        ChannelFolder folder = new ChannelFolder(root);
        Json json = new Json(style);
        List<MadePackage> all = new ArrayList<>();
        for (SubdirBuilder subdir : subdirs.values()) {
            Map<PackageBuilder, MadePackage> made = new LinkedHashMap<>();
            for (PackageBuilder pkg : subdir.packages()) {
                made.put(pkg, pkg.make());
            }
            writeSubdir(folder, subdir, made, json);
            made.values().stream()
                    .sorted(Comparator.comparing(MadePackage::fileName))
                    .forEach(all::add);
        }
        if (channeldata == Channeldata.PRESENT) {
            folder.put(Channeldata.FILE_NAME, json.bytes(Channeldata.document(subdirs.values())));
        }
        folder.deleteStale();
        return new MadeChannel(root, all);
    }

    private void writeSubdir(
            ChannelFolder folder, SubdirBuilder subdir, Map<PackageBuilder, MadePackage> made, Json json)
            throws IOException {
        for (Map.Entry<PackageBuilder, MadePackage> entry : made.entrySet()) {
            byte[] stored = entry.getKey().stored(entry.getValue()).orElse(null);
            if (stored != null) {
                folder.put(subdir.name(), entry.getKey().key(), stored);
            }
        }
        byte[] repodata = subdir.repodata(made, json);
        for (IndexFile index : indexes) {
            folder.put(subdir.name(), index.fileName(), index.encode(repodata));
        }
    }
}
