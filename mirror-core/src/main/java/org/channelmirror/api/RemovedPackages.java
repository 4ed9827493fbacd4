package org.channelmirror.api;

/**
 * Packages that leave a mirror, counted. Immutable.
 *
 * @param packages how many
 * @param bytes their sizes
 */
public record RemovedPackages(long packages, long bytes) {

    /** None. */
    public static final RemovedPackages NONE = new RemovedPackages(0, 0);

    /**
     * Both together.
     *
     * @param other further ones
     * @return the sums
     */
    public RemovedPackages plus(RemovedPackages other) {
        return new RemovedPackages(packages + other.packages, bytes + other.bytes);
    }
}
