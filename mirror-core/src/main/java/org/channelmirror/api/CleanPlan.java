package org.channelmirror.api;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.channelmirror.model.AccountName;

/**
 * What a clean would take out, found without writing anything to the mirror. What it lists is kept in temporary files until it is
 * closed. Used by one thread.
 */
public interface CleanPlan extends AutoCloseable {

    /**
     * The account.
     *
     * @return its name
     */
    AccountName account();

    /**
     * What would become of each subdir.
     *
     * @return noarch first; none if the account was never filled
     */
    List<SubdirClean> subdirs();

    /**
     * How many packages leave for which reason.
     *
     * @return the counts by reason
     */
    SortedMap<String, RemovedPackages> reasons();

    /**
     * What a person should know.
     *
     * @return the warnings
     */
    List<MirrorWarning> warnings();

    /**
     * Whether everything is here that the packages need which stay.
     *
     * @return the check
     */
    DependencyCheck dependencies();

    /**
     * The packages that would leave, each with its reason, by subdir and name.
     *
     * @return a stream, to be closed by the caller
     * @throws java.io.UncheckedIOException if the temporary files cannot be read, here or while the stream is read
     */
    Stream<RemovedPackage> packages();

    /**
     * Hands out the packages that would leave, one after the other.
     *
     * @param taker takes each
     * @throws java.io.UncheckedIOException if the temporary files cannot be read
     */
    default void each(Consumer<RemovedPackage> taker) {
        try (Stream<RemovedPackage> packages = packages()) {
            packages.forEachOrdered(taker);
        }
    }

    /**
     * All that would leave.
     *
     * @return the sum over all subdirs
     */
    default RemovedPackages removed() {
        return subdirs().stream().map(SubdirClean::removed).reduce(RemovedPackages.NONE, RemovedPackages::plus);
    }

    /**
     * Says whether every subdir could be looked at.
     *
     * @return true if none has a failure and no dependency is missing that must not be
     */
    default boolean isComplete() {
        return dependencies().isMet()
                && subdirs().stream().allMatch(subdir -> subdir.failure().isEmpty());
    }

    /** Deletes the temporary files. */
    @Override
    void close();
}
