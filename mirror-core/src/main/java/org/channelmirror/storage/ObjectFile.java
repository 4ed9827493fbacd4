package org.channelmirror.storage;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.channelmirror.spi.VersionToken;

/** A file that was there when it was looked up. */
record ObjectFile(Path file, BasicFileAttributes attributes) {

    private static final String INODE = "ino=";

    StoredObject describe(StoragePath path) {
        return new StoredObject(
                path, attributes.size(), attributes.lastModifiedTime().toInstant(), token(), Optional.empty());
    }

    /** Size, time and inode: a rename changes none of them. */
    VersionToken token() {
        String text = "s" + Long.toHexString(attributes.size()) + "-m"
                + Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        String key = String.valueOf(attributes.fileKey());
        int inode = key.indexOf(INODE) + INODE.length();
        return new VersionToken(
                inode < INODE.length()
                        ? text
                        : text + "-i"
                                + Long.toHexString(Long.parseUnsignedLong(key, inode, endOfNumber(key, inode), 10)));
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
