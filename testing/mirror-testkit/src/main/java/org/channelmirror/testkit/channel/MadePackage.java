package org.channelmirror.testkit.channel;

/**
 * A package that a {@link ChannelBuilder} made. Immutable and thread-safe. Its bytes and hashes are those of the intact
 * package; a {@link Damage} shows only on disk.
 */
public final class MadePackage {

    private final String subdir;
    private final String fileName;
    private final byte[] bytes;
    private final String sha256;
    private final String md5;

    MadePackage(String subdir, String fileName, byte[] bytes) {
        this.subdir = subdir;
        this.fileName = fileName;
        this.bytes = bytes.clone();
        this.sha256 = Hashes.sha256(bytes);
        this.md5 = Hashes.md5(bytes);
    }

    /**
     * The subdir that lists the package.
     *
     * @return its name
     */
    public String subdir() {
        return subdir;
    }

    /**
     * The key of the record, and the name of the file in the subdir's folder.
     *
     * @return the file name
     */
    public String fileName() {
        return fileName;
    }

    /**
     * The intact package.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The length of the intact package.
     *
     * @return bytes
     */
    public long size() {
        return bytes.length;
    }

    /**
     * The checksum of the intact package.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    /**
     * The older checksum of the intact package.
     *
     * @return 32 lower-case hexadecimal digits
     */
    public String md5() {
        return md5;
    }

    @Override
    public String toString() {
        return subdir + "/" + fileName;
    }
}
