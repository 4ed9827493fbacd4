package org.channelmirror.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where a mirror is kept: a flat set of objects, each seen whole or not at all. There are no folders to make or remove.
 *
 * <p>Implementations are thread-safe, throw {@link IOException} and its subclasses only (besides programming errors), and
 * name the path in every message. What a storage cannot do is told by a return type, never by an
 * {@link UnsupportedOperationException}. The testkit module's contract suite is the executable form of this text.
 */
public interface ChannelStorage extends AutoCloseable {

    /**
     * Looks an object up.
     *
     * @param path where it would be
     * @return what is known of it, or empty if there is none
     * @throws IOException if the storage cannot be asked
     */
    Optional<StoredObject> stat(StoragePath path) throws IOException;

    /**
     * Reads an object. A reader that has begun goes on with the content it began with, even while the object is replaced.
     *
     * @param path where it is
     * @param range which part; a range that begins at or beyond the end reads nothing
     * @return a stream, to be closed by the caller
     * @throws java.nio.file.NoSuchFileException if there is no object at that path
     * @throws IOException if it cannot be read
     */
    InputStream open(StoragePath path, ByteRange range) throws IOException;

    /**
     * Lists the objects below a folder, sorted by their whole path in unsigned UTF-8 order, lazily. Staged content is not
     * listed. {@code list(a)} does not list {@code ab/c}, nor an object at {@code a} itself.
     *
     * @param folder the folder, with any depth below it
     * @return the objects, none if the folder does not exist; to be closed by the caller. Reading it throws
     *     {@link java.io.UncheckedIOException} if the storage fails on the way.
     * @throws IOException if the storage cannot be asked
     */
    Stream<StoredObject> list(StoragePath folder) throws IOException;

    /**
     * Deletes objects, each by itself, durably on return.
     *
     * @param paths which
     * @return what became of each, in the order of {@code paths}
     * @throws IOException if the storage as a whole cannot be asked
     */
    List<DeleteResult> delete(Collection<StoragePath> paths) throws IOException;

    /**
     * Begins, or goes on with, content that is not visible yet. A key is staged by one caller at a time.
     *
     * @param key its name
     * @return the content, positioned at its end; to be closed by the caller
     * @throws IOException if it cannot be staged
     */
    StagedWrite stage(StageKey key) throws IOException;

    /**
     * What was staged and neither published nor discarded, by this process or an earlier one.
     *
     * @return the keys, sorted
     * @throws IOException if the storage cannot be asked
     */
    List<StageKey> staged() throws IOException;

    /**
     * Makes staged contents visible. All contents are durable before the first target is visible; then the targets appear in
     * the list's order, each atomically, the list as a whole not; all of it is durable on return, so that after a loss of power
     * at any instant the visible targets are whole. Such a loss during the call may leave any of the targets as they were, in
     * whatever order: what must be durable before something else is visible goes into a call of its own. If one fails, those
     * before it are visible and durable, and it and those behind it stay staged. A published write is closed; one that was
     * closed before can be published too.
     *
     * @param publications what goes where, in this order; of two for one target the later wins
     * @return the token of each target's new content, in the same order
     * @throws PreconditionFailedException if a target was not as its precondition asked
     * @throws IOException if a content cannot be made visible, such as at {@code a/b} in a storage with folders where
     *     {@code a} is an object
     * @throws IllegalArgumentException if a content was staged in another storage, or is in the list twice
     */
    List<VersionToken> publish(List<Publication> publications) throws IOException;

    /**
     * Appends bytes to an object that only ever grows, such as a log, making it if there is none; durable on return. Appends of
     * several callers do not mix within one call. After a loss of power in the middle of a call, any part of its bytes may be
     * there. An object is either appended to or published, not both.
     *
     * @param path the object
     * @param bytes what to append
     * @throws IOException if it cannot be done
     */
    void append(StoragePath path, byte[] bytes) throws IOException;

    /**
     * Puts the same bytes at a second path, which replaces what is there; durable on return. Publishing to one of the paths
     * later does not change the other.
     *
     * @param from an existing object
     * @param to the second path
     * @return how it was done
     * @throws java.nio.file.NoSuchFileException if there is no object at {@code from}
     * @throws IOException if it cannot be done
     */
    ShareResult share(StoragePath from, StoragePath to) throws IOException;

    /**
     * Shares many objects, as one by one in this order, but durable only together, on return. If one fails, those before it are
     * shared. What must be there before something else is goes into a call of its own.
     *
     * @param shares what goes where
     * @return how each was done, in the same order
     * @throws java.nio.file.NoSuchFileException if one of the objects does not exist
     * @throws IOException if it cannot be done
     */
    default List<ShareResult> share(List<Share> shares) throws IOException {
        List<ShareResult> results = new ArrayList<>();
        for (Share share : shares) {
            results.add(share(share.from(), share.to()));
        }
        return results;
    }

    /**
     * Gives a folder a second name, or gives the second name to another folder: what is below {@code folder} can be looked up, read
     * and listed below {@code alias} from then on. The change is one step for those who read, and durable on return.
     *
     * <p>An alias is no object: it is not seen from the folder that it is in, and listing that does not list what is below it. Below
     * it nothing can be published, shared, appended to or deleted. {@link #delete} of the alias itself takes it away.
     *
     * @param alias the second name; neither an object nor a folder with objects
     * @param folder the folder, which may be absent, and is not below an alias itself
     * @return whether the storage can do that
     * @throws IOException if it cannot be done now, or {@code alias} has another use
     */
    default AliasResult alias(StoragePath alias, StoragePath folder) throws IOException {
        return AliasResult.UNSUPPORTED;
    }

    /**
     * Looks whether an alias stands for a folder, as {@link #alias} leaves it. Nothing is changed, and the folder may be absent.
     *
     * @param alias the second name
     * @param folder the folder
     * @return what was found
     * @throws IOException if the storage fails
     */
    default AliasState aliasState(StoragePath alias, StoragePath folder) throws IOException {
        return AliasState.UNSUPPORTED;
    }

    /**
     * Asks for an exclusive lock, without waiting. Locks are not objects: they are not listed, and any path is fine.
     *
     * @param path the lock's name
     * @param owner who asks, for the messages of those who ask while it is held
     * @param timeToLive how long the lock outlives a holder that neither renews nor closes it, where the storage cannot see
     *     its death
     * @return the lease, or who holds it
     * @throws IOException if the storage cannot be asked
     */
    LockAttempt lock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException;

    /**
     * Takes a lock over from a holder that may be dead, with a higher fencing token: the former holder's {@link Lease#renew} fails
     * from then on. A holder that the storage knows to live keeps the lock. A free lock is simply acquired. Without more, this
     * is for storages that know of every holder whether it lives, and asks as {@link #lock} does.
     *
     * @param path the lock's name
     * @param owner who asks
     * @param timeToLive as with {@link #lock}
     * @return the lease, or that a living holder has it
     * @throws IOException if the storage cannot be asked
     */
    default LockAttempt breakLock(StoragePath path, LeaseOwner owner, Duration timeToLive) throws IOException {
        return lock(path, owner, timeToLive);
    }

    /**
     * Who took a lock last, whether it is still held or not.
     *
     * @param path the lock's name
     * @return the owner as given when it was taken; empty if it never was, or the storage does not keep that
     * @throws IOException if the storage cannot be asked
     */
    default Optional<LeaseOwner> lastOwner(StoragePath path) throws IOException {
        return Optional.empty();
    }

    /**
     * The file that holds an object, for reading only, so that a server can send it without copying.
     *
     * @param path the object
     * @return its file, or empty if the object is not a file of its own or is not there
     * @throws IOException if the storage cannot be asked
     */
    Optional<Path> localPath(StoragePath path) throws IOException;

    /**
     * A local folder for temporary files near the mirror, made on first use.
     *
     * @return the folder, or empty where the storage has none, and the system's own folder serves
     * @throws IOException if it cannot be made
     */
    Optional<Path> scratchDirectory() throws IOException;

    /**
     * How much can still be written here, as far as the storage can tell.
     *
     * @return a number of bytes, or empty where there is no such number
     * @throws IOException if the storage cannot be asked
     */
    default OptionalLong usableSpace() throws IOException {
        return OptionalLong.empty();
    }

    /**
     * What callers may plan on.
     *
     * @return constant for this storage
     */
    StorageCapabilities capabilities();

    /**
     * Releases connections and handles; objects and staged content stay.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
