package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Tells how far the locks of a folder's file system reach. On a disk of this machine the kernel frees a lock with its holder, in
 * whichever container that is: a lock that is held has a living holder. On one that machines share, a server keeps the lock of a
 * machine that is gone.
 */
class LockReach {

    private static final Set<String> OF_THIS_MACHINE = Set.of(
            "apfs",
            "bcachefs",
            "btrfs",
            "exfat",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "fat32",
            "hfs",
            "jfs",
            "msdos",
            "ntfs",
            "ntfs3",
            "overlay",
            "refs",
            "reiserfs",
            "tmpfs",
            "ufs",
            "vfat",
            "xfs",
            "zfs");

    private final Path root;

    LockReach(Path root) {
        this.root = root;
    }

    /** Whether a held lock proves that its holder lives. Of a file system that is not known nobody knows that. */
    boolean provesLife() throws IOException {
        String type = Files.getFileStore(root).type().toLowerCase(Locale.ROOT);
        return OF_THIS_MACHINE.contains(type);
    }
}
