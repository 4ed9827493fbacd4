package org.channelmirror.internal.query;

import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageRecord;

/** Which bytes a record lists. */
record FileContent(Optional<Digest> sha256, Optional<Digest> md5, OptionalLong size) {

    static FileContent of(PackageRecord record) {
        return new FileContent(record.sha256(), record.md5(), record.size());
    }

    /** Whether another record lists the same, by the best checksum that both have. */
    boolean isSameAs(FileContent other) {
        if (sha256.isPresent() && other.sha256.isPresent()) {
            return sha256.equals(other.sha256);
        }
        return (md5.isPresent() && other.md5.isPresent()) ? md5.equals(other.md5) : size.equals(other.size);
    }
}
