package org.channelmirror.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksums that repodata carries (CEP 36). */
public enum DigestAlgorithm {
    /** SHA-256, what every modern channel lists. */
    SHA256("SHA-256", 32),
    /** MD5, the only checksum of old channels; it finds damage, not malice. */
    MD5("MD5", 16);

    private final String jcaName;
    private final int length;

    DigestAlgorithm(String jcaName, int length) {
        this.jcaName = jcaName;
        this.length = length;
    }

    /**
     * The digest's size.
     *
     * @return the number of bytes
     */
    public int length() {
        return length;
    }

    /**
     * A fresh computation of this checksum.
     *
     * @return a new digest; not thread-safe
     */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + jcaName, e);
        }
    }
}
