package org.channelmirror.api;

import java.util.Objects;

/**
 * The listed packages of one licence. Immutable.
 *
 * @param license the licence as upstream writes it; empty for packages without one
 * @param packages how many there are
 * @param bytes their sizes
 */
public record LicenseCount(String license, long packages, long bytes) {

    /** Refuses null. */
    public LicenseCount {
        Objects.requireNonNull(license, "license");
    }
}
