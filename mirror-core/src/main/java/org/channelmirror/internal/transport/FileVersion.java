package org.channelmirror.internal.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/** What a local file was at one moment. */
record FileVersion(long size, Instant modified, String key, boolean isFolder, boolean isFile) {

    static FileVersion of(Path file) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        // Where a file system knows no file keys, size and time must do.
        String key = found.fileKey() == null ? "" : found.fileKey().toString();
        return new FileVersion(
                found.size(), found.lastModifiedTime().toInstant(), key, found.isDirectory(), found.isRegularFile());
    }

    Validator validator() {
        String time = modified.getEpochSecond() + "." + modified.getNano();
        return new Validator(
                Optional.of(size + "-" + time + "-" + key), Optional.of(DateUtils.formatStandardDate(modified)));
    }
}
