package org.channelmirror.api;

/**
 * How much of what is published an upstream index may lose from one run to the next: an index that lost more than both the share
 * and the number is not taken, unless {@link ShrinkPolicy#ACCEPT} says so. Lost is what is published, was listed by that index when
 * it was last taken, and is listed by it no more. Immutable.
 *
 * @param percent the share of the packages that came from it, from 0 to 100
 * @param packages a number of packages, from 0
 */
public record MaxShrink(int percent, long packages) {

    /** 10 percent and 50 packages. */
    public static final MaxShrink DEFAULT = new MaxShrink(10, 50);

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public MaxShrink {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("expected a percentage from 0 to 100, not " + percent);
        }
        if (packages < 0) {
            throw new IllegalArgumentException("expected a number of packages from 0, not " + packages);
        }
    }

    /**
     * Says whether a loss is more than this.
     *
     * @param lost how many packages were lost
     * @param before of how many
     * @return true if it is more than both
     */
    public boolean isExceededBy(long lost, long before) {
        return lost > packages && lost * 100.0 > (double) percent * before;
    }

    @Override
    public String toString() {
        return percent + " % and " + packages + " packages";
    }
}
