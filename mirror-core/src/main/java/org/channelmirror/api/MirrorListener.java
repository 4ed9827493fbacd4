package org.channelmirror.api;

import java.time.Duration;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageRecord;

/**
 * Hears of an operation's progress. Called from worker threads: implementations must be thread-safe and must not block. An
 * exception from a listener is caught, logged once and counted in the report.
 *
 * <p>Order: {@link #operationStarted} is first, of an import once for each account, and {@link #operationFinished} last, where the
 * operation has such a report and does not fail with an exception; {@link #planReady} comes once for each subdir before its transfers. For each transfer:
 * {@link #transferStarted}, then any number of {@link #transferProgressed}, {@link #transferRetried}, {@link #transferWaits} and
 * {@link #transferQuarantined}, then exactly one of {@link #transferSucceeded} and {@link #transferFailed}; a cancelled transfer has
 * no end of its own. The events of one transfer come one after another, from one thread.
 */
public interface MirrorListener {

    /** Hears nothing. */
    MirrorListener NONE = new MirrorListener() {};

    /**
     * An operation begins.
     *
     * @param account the account it works on
     */
    default void operationStarted(AccountName account) {}

    /**
     * It is known what a subdir needs.
     *
     * @param plan the counts and bytes
     */
    default void planReady(SubdirPlan plan) {}

    /**
     * A transfer begins.
     *
     * @param transfer which
     */
    default void transferStarted(Transfer transfer) {}

    /**
     * Bytes arrived.
     *
     * @param transfer which
     * @param bytes how many of its bytes are here; falls back after a retry from the start
     */
    default void transferProgressed(Transfer transfer, long bytes) {}

    /**
     * A transfer failed and will be tried again.
     *
     * @param transfer which
     * @param attempt the number of the attempt that failed, from 1
     * @param cause why, in one line without secrets
     */
    default void transferRetried(Transfer transfer, int attempt, String cause) {}

    /**
     * A transfer waits before it goes on: for a further attempt, or for its host, which asked for fewer requests or takes no
     * connection.
     *
     * @param transfer which
     * @param time for how long, as far as that is known; zero if it is not
     * @param reason why, in one line without secrets
     */
    default void transferWaits(Transfer transfer, Duration time, String reason) {}

    /**
     * Other bytes came than upstream lists. They are kept apart, and no client sees them. A further attempt follows once.
     *
     * @param transfer which
     * @param path where in the storage they are kept
     * @param reason what is wrong with them
     */
    default void transferQuarantined(Transfer transfer, String path, String reason) {}

    /**
     * A file arrived and was verified.
     *
     * @param transfer which
     */
    default void transferSucceeded(Transfer transfer) {}

    /**
     * A file could not be had.
     *
     * @param transfer which
     * @param failure why
     */
    default void transferFailed(Transfer transfer, PackageFailure failure) {}

    /**
     * An upstream index is waited for: its server is asked again later.
     *
     * @param time for how long, as far as that is known; zero if it is not
     * @param reason why, in one line without secrets
     */
    default void indexWaits(Duration time, String reason) {}

    /**
     * A filter or a rule left a package out. Where rules decide on all packages together, it is told when they have decided. Of an
     * index that turns out damaged and is read in another form, some are told twice.
     *
     * @param record the package, valid until this method returns; {@link PackageRecord#copy()} gives one that may be kept
     * @param reason why
     */
    default void packageRejected(PackageRecord record, String reason) {}

    /**
     * Something a person should know.
     *
     * @param warning what; it is in the report too
     */
    default void warning(MirrorWarning warning) {}

    /**
     * An operation ends.
     *
     * @param report what it did
     */
    default void operationFinished(MirrorReport report) {}
}
