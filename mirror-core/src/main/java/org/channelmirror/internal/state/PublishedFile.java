package org.channelmirror.internal.state;

import java.util.Objects;
import org.channelmirror.spi.VersionToken;

/**
 * An index file as it was published.
 *
 * @param name its file name
 * @param token what the storage tells its content by
 * @param sha256 its checksum in hexadecimal
 */
public record PublishedFile(String name, VersionToken token, String sha256) {

    public PublishedFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(sha256, "sha256");
    }
}
