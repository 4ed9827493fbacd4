package org.channelmirror.testkit.channel;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link ChannelBuilder} wrote. Immutable and thread-safe.
 *
 * @param root the channel's folder
 * @param packages every listed package, sorted by subdir and file name
 */
public record MadeChannel(Path root, List<MadePackage> packages) {

    /** Copies the list. */
    public MadeChannel {
        packages = List.copyOf(packages);
    }

    /**
     * The address of the folder.
     *
     * @return a {@code file} URL
     */
    public URI url() {
        return root.toUri();
    }

    /**
     * Finds a package.
     *
     * @param subdir the subdir's name
     * @param fileName the package's file name
     * @return the package
     * @throws IllegalArgumentException if the channel does not list it
     */
    public MadePackage get(String subdir, String fileName) {
        return packages.stream()
                .filter(made -> made.subdir().equals(subdir) && made.fileName().equals(fileName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the channel does not list " + subdir + "/" + fileName + "; it lists " + packages));
    }

    /**
     * Where a package is, or would be if it were not absent.
     *
     * @param made a package of this channel
     * @return the file's path
     */
    public Path path(MadePackage made) {
        return root.resolve(made.subdir()).resolve(made.fileName());
    }

    /**
     * Where an index is, or would be if it were written.
     *
     * @param subdir the subdir's name
     * @param index which form
     * @return the file's path
     */
    public Path path(String subdir, IndexFile index) {
        return root.resolve(subdir).resolve(index.fileName());
    }
}
