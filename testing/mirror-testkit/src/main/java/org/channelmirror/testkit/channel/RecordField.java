package org.channelmirror.testkit.channel;

/** The fields of a record that say how to verify a package, which some upstreams leave out. */
public enum RecordField {
    /** The SHA-256 of the file. */
    SHA256("sha256"),
    /** The MD5 of the file. */
    MD5("md5"),
    /** The length of the file in bytes. */
    SIZE("size");

    private final String key;

    RecordField(String key) {
        this.key = key;
    }

    /**
     * The field's name in repodata.
     *
     * @return the JSON key
     */
    public String key() {
        return key;
    }
}
