package org.channelmirror.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;

/** A package that has arrived, was verified, and is not listed yet. */
public interface ArrivedPackage {

    /**
     * The name it will be listed under.
     *
     * @return the name
     */
    PackageFileName file();

    /**
     * How large it is.
     *
     * @return a number of bytes
     */
    long size();

    /**
     * The SHA-256 of its bytes.
     *
     * @return the digest
     */
    Digest sha256();

    /**
     * The channel it comes from.
     *
     * @return the channel's URL without secrets
     */
    String channel();

    /**
     * The file that holds its bytes, which has another name as long as nobody is to see it.
     *
     * @return the file, for reading only, or empty where it is none of its own
     * @throws IOException if the storage cannot be asked
     */
    Optional<Path> localPath() throws IOException;

    /**
     * Reads its bytes.
     *
     * @return a stream, to be closed by the caller
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;
}
