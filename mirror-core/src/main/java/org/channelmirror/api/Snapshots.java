package org.channelmirror.api;

import java.util.List;
import java.util.Optional;
import org.channelmirror.model.SnapshotName;

/**
 * The snapshots and labels of one account, and whether it is held. A snapshot is what the account listed at one time: its packages
 * are shared with the account's, its indexes are the very bytes that were published, and nothing that happens to the account
 * changes it. It is seen at {@code conda/<account>/label/<name>/}, and so is a label, which can be moved from one snapshot to another.
 *
 * <p>What is cut short leaves nothing that lies, and is completed by doing it again. Thread-safe: a second operation on the same account
 * at a time fails with {@link LockedException}; {@link #list}, {@link #labels}, {@link #diff} and {@link #held} only read.
 */
public interface Snapshots {

    /**
     * Makes a snapshot of what the account lists now.
     *
     * @param name its name
     * @return the snapshot
     * @throws SnapshotException if the name is taken, the account was never filled, or its published index is not the one that its
     *     last sync published
     * @throws MirrorException if it cannot be done
     */
    Snapshot create(SnapshotName name) throws MirrorException;

    /**
     * The snapshots.
     *
     * @return all of them, sorted by name
     * @throws MirrorException if they cannot be read
     */
    List<Snapshot> list() throws MirrorException;

    /**
     * The labels that were published.
     *
     * @return all of them, sorted by name
     * @throws MirrorException if they cannot be read
     */
    List<SnapshotLabel> labels() throws MirrorException;

    /**
     * Tells how the account differs now from a snapshot.
     *
     * @param from the snapshot
     * @return what was added, removed, replaced and upgraded since
     * @throws SnapshotException if there is no such snapshot
     * @throws MirrorException if it cannot be read
     */
    SnapshotDiff diff(SnapshotName from) throws MirrorException;

    /**
     * Tells how two snapshots differ.
     *
     * @param from one snapshot
     * @param to the other
     * @return what was added, removed, replaced and upgraded between them
     * @throws SnapshotException if there is no such snapshot
     * @throws MirrorException if they cannot be read
     */
    SnapshotDiff diff(SnapshotName from, SnapshotName to) throws MirrorException;

    /**
     * Shows a snapshot under a label, in one step for those who read; a label that is shown already is moved.
     *
     * @param name the snapshot
     * @param label the label
     * @return the label, and what was seen under it before
     * @throws SnapshotException if there is no such snapshot, or the label's name is a snapshot's
     * @throws MirrorException if it cannot be done
     */
    LabelReport publish(SnapshotName name, SnapshotName label) throws MirrorException;

    /**
     * Makes the account list again what a snapshot lists, with the snapshot's own index files, and holds it. Files that the snapshot does
     * not list stay stored, so that a later sync need not fetch them; those that were replaced since are put back.
     *
     * @param name the snapshot
     * @return what became of each subdir
     * @throws SnapshotException if there is no such snapshot
     * @throws IntegrityException if the snapshot is not whole; then nothing was changed
     * @throws MirrorException if it cannot be done
     */
    RestoreReport restore(SnapshotName name) throws MirrorException;

    /**
     * Deletes a snapshot, what is left of one, or a label. A snapshot that is seen under a label is not deleted.
     *
     * @param name the name of either
     * @return what was deleted
     * @throws SnapshotException if there is nothing of that name, or a label shows it
     * @throws MirrorException if it cannot be done
     */
    SnapshotDeletion delete(SnapshotName name) throws MirrorException;

    /**
     * Holds the account: what would change it fails with {@link HeldException}, until it is released. If it is held already, it is
     * from now on for the new reason, since when it was.
     *
     * @param reason why, for the messages of those who try
     * @return the hold
     * @throws SnapshotException if there is no such account
     * @throws MirrorException if it cannot be done
     */
    Hold hold(String reason) throws MirrorException;

    /**
     * Releases the account.
     *
     * @return the hold that has ended, or empty if it was not held
     * @throws MirrorException if it cannot be done
     */
    Optional<Hold> release() throws MirrorException;

    /**
     * Tells whether the account is held.
     *
     * @return the hold, if it is
     * @throws MirrorException if that cannot be read
     */
    Optional<Hold> held() throws MirrorException;
}
