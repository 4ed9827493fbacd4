package org.channelmirror.spi;

import org.channelmirror.model.PackageRecord;

/**
 * Decides on one package by its record alone. Pure (the same record gives the same answer) and thread-safe. In every stage
 * accept means keep; see {@link FilterStage} for what a stage does with the answer.
 */
@FunctionalInterface
public interface PackageFilter {

    /**
     * Decides.
     *
     * @param record what upstream's repodata says of the package
     * @return accept, or reject with a reason
     */
    Decision test(PackageRecord record);
}
