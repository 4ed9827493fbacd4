package org.channelmirror.storage;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/** A file that was there when it was looked up. */
record ObjectFile(Path file, BasicFileAttributes attributes) {

    private static final Pattern INODE = Pattern.compile("ino=([0-9]+)");

    StoredObject describe(StoragePath path) {
        return new StoredObject(
                path, attributes.size(), attributes.lastModifiedTime().toInstant(), token(), Optional.empty());
    }

    /** Size, time and inode: a rename changes none of them. */
    VersionToken token() {
        String text = "s" + Long.toHexString(attributes.size()) + "-m"
                + Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        Matcher inode = INODE.matcher(String.valueOf(attributes.fileKey()));
        return new VersionToken(
                inode.find() ? text + "-i" + Long.toHexString(Long.parseUnsignedLong(inode.group(1))) : text);
    }
}
