package org.channelmirror.internal.archive;

import java.util.Arrays;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Where things are in an archive: {@code ACCOUNT/pkgs/SUBDIR/FILE}, and the manifest beside {@code pkgs}. */
public final class ArchivePaths {

    private static final String MANIFEST = "manifest.ndjson";
    private static final String SIGNATURE = MANIFEST + ".sig";
    private static final String PACKAGES = "pkgs";

    private ArchivePaths() {}

    /**
     * A file of a channel in an archive.
     *
     * @param channel the name of the folder that {@code pkgs} is in
     */
    record Place(String channel, Subdir subdir, String file) {}

    /**
     * A file at a channel's root in an archive.
     *
     * @param channel the name of the folder that {@code pkgs} is in
     */
    record RootPlace(String channel, String file) {}

    static StoragePath manifest(AccountName account) {
        return StoragePath.of(account.value(), MANIFEST);
    }

    static StoragePath signature(AccountName account) {
        return StoragePath.of(account.value(), SIGNATURE);
    }

    static StoragePath file(AccountName account, Subdir subdir, String file) {
        return StoragePath.of(account.value(), PACKAGES, subdir.name(), file);
    }

    static StoragePath root(AccountName account, String file) {
        return StoragePath.of(account.value(), PACKAGES, file);
    }

    static boolean isManifest(StoragePath path) {
        return path.fileName().equals(MANIFEST);
    }

    static boolean isSignature(StoragePath path) {
        return path.fileName().equals(SIGNATURE);
    }

    /** At which channel's root a path is; empty if it is at none's. */
    static Optional<RootPlace> root(StoragePath path) {
        String[] segments = path.value().split("/", -1);
        int at = segments.length - 2;
        return at >= 1 && segments[at].equals(PACKAGES)
                ? Optional.of(new RootPlace(segments[at - 1], segments[at + 1]))
                : Optional.empty();
    }

    /** Where a path belongs, at any depth; empty if it is none of a channel's files. Those of an index may be in folders of their own. */
    static Optional<Place> place(StoragePath path) {
        String[] segments = path.value().split("/", -1);
        for (int at = segments.length - 3; at >= 1; at--) {
            if (segments[at].equals(PACKAGES) && Subdir.isValid(segments[at + 1])) {
                String file = String.join("/", Arrays.asList(segments).subList(at + 2, segments.length));
                return Optional.of(new Place(segments[at - 1], new Subdir(segments[at + 1]), file));
            }
        }
        return Optional.empty();
    }
}
