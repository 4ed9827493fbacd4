package org.channelmirror.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.Hold;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.DeleteResult;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an account's files are, public and private, and how its state is read and written:
 *
 * <pre>
 * conda/ACCOUNT/SUBDIR/…                        what clients see
 * .mirror/state/ACCOUNT/account                 {@link AccountState}
 * .mirror/state/ACCOUNT/hold                    {@link Hold}, while the account is held
 * .mirror/state/ACCOUNT/dependencies            {@link DependencyState}
 * .mirror/state/ACCOUNT/tombstones              {@link Tombstones}: what no index names and is to go, where there is any
 * .mirror/state/ACCOUNT/filled                  {@link AccountOrigin}
 * .mirror/state/ACCOUNT/renaming                {@link Renaming}, while there is one
 * .mirror/state/ACCOUNT/result                  {@link RunResult}
 * .mirror/state/ACCOUNT/side                    {@link SideState}: what {@link SideStore} keeps, where there is any
 * .mirror/state/ACCOUNT/SUBDIR/side             the same of a subdir
 * .mirror/state/ACCOUNT/SUBDIR/CURRENT          {@link SubdirState}, names the generation in force
 * .mirror/state/ACCOUNT/SUBDIR/catalog-N        {@link Holding}s of generation N, sorted
 * .mirror/state/ACCOUNT/SUBDIR/shards-N         the shards of generation N, sorted by name, and those that left the index
 * .mirror/state/ACCOUNT/SUBDIR/upstream-N       the text of an upstream index that has shards, to make the next one from
 * .mirror/state/ACCOUNT/SUBDIR/hashes-N         the checksums of the shards that belong to it
 * .mirror/state/ACCOUNT/SUBDIR/seen-N           when files were seen listed first, where a filter asks for it
 * .mirror/quarantine/ACCOUNT/SUBDIR/FILE        what came with a wrong checksum
 * </pre>
 *
 * The records themselves are kept once: in the published {@code repodata.json}, to which the catalog points.
 */
public final class StateStore {

    private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
    private static final String CURRENT = "CURRENT";
    private static final String TOMBSTONES = "tombstones";
    private static final String HOLD = "hold";
    private static final String FILLED = "filled";
    private static final String CATALOG = "catalog-";
    private static final String UPSTREAM = "upstream-";
    private static final String HASHES = "hashes-";
    private static final String PACKAGE = "package-";
    private static final String ORIGIN = "origin-";

    private final ChannelStorage storage;
    private final AccountName account;
    private final StoragePath folder;

    public StateStore(ChannelStorage storage, AccountName account) {
        this.storage = storage;
        this.account = account;
        this.folder = StoragePath.of(".mirror", "state", account.value());
    }

    /** Whose state it is. */
    public AccountName accountName() {
        return account;
    }

    public StoragePath published(Subdir subdir, String fileName) {
        return StoragePath.of("conda", account.value(), subdir.name(), fileName);
    }

    /** The folder of everything that clients see. */
    public StoragePath published() {
        return StoragePath.of("conda", account.value());
    }

    public StoragePath quarantine() {
        return StoragePath.of(".mirror", "quarantine", account.value());
    }

    /** Where a subdir's files are that clients see. */
    public StoragePath folder(Subdir subdir) {
        return StoragePath.of("conda", account.value(), subdir.name());
    }

    public StoragePath quarantine(Subdir subdir, String fileName) {
        return StoragePath.of(".mirror", "quarantine", account.value(), subdir.name(), fileName);
    }

    public StoragePath failures() {
        return folder.resolve("failures.jsonl");
    }

    public StageKey stageKey(Subdir subdir, String purpose) {
        return new StageKey(account + "~" + subdir + "~" + purpose);
    }

    public StageKey journalKey(Subdir subdir) {
        return stageKey(subdir, "journal");
    }

    /** Where a package's bytes come in; the id tells its name and content. */
    public StageKey packageKey(Subdir subdir, String id) {
        return stageKey(subdir, PACKAGE + id);
    }

    /** Where it is noted what the bytes under a package's key are the beginning of. */
    public static StageKey originKey(StageKey packageKey) {
        return new StageKey(packageKey.value().replace("~" + PACKAGE, "~" + ORIGIN));
    }

    /** The package's key of itself or of its origin's. */
    public static StageKey packageOf(StageKey key) {
        return new StageKey(key.value().replace("~" + ORIGIN, "~" + PACKAGE));
    }

    public static boolean isOfPackage(StageKey key) {
        return key.value().contains("~" + PACKAGE) || key.value().contains("~" + ORIGIN);
    }

    /** The name of the subdir that a key is for. */
    public static String subdirOf(StageKey key) {
        return key.value().replaceFirst("^[^~]*~", "").replaceFirst("~.*", "");
    }

    /** What an earlier run staged for this account and neither published nor discarded, except its journals. */
    public List<StageKey> leftOvers() throws IOException {
        return staged().stream().filter(key -> !isJournal(key)).toList();
    }

    /** The same, with the journals. */
    public List<StageKey> staged() throws IOException {
        return storage.staged().stream()
                .filter(key -> key.value().startsWith(account + "~"))
                .toList();
    }

    public static boolean isJournal(StageKey key) {
        return key.value().endsWith("~journal");
    }

    public boolean hasJournal(Subdir subdir) throws IOException {
        return storage.staged().contains(journalKey(subdir));
    }

    public AccountState account() throws IOException {
        try {
            Optional<byte[]> bytes = read(folder.resolve("account"));
            return bytes.isEmpty() ? AccountState.EMPTY : AccountState.decode(bytes.get());
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("the state of account {} is damaged and begins anew: {}", account, e.getMessage());
            return AccountState.EMPTY;
        }
    }

    public void saveAccount(AccountState state) throws IOException {
        write(new StageKey(account + "~account"), folder.resolve("account"), state.encode());
    }

    public Optional<Hold> hold() throws IOException {
        Optional<byte[]> bytes = read(folder.resolve(HOLD));
        return bytes.isEmpty() ? Optional.empty() : Optional.of(HoldFile.decode(bytes.get()));
    }

    public void saveHold(Hold hold) throws IOException {
        write(new StageKey(account + "~hold"), folder.resolve(HOLD), HoldFile.encode(hold));
    }

    public void deleteHold() throws IOException {
        DeleteResult deleted = storage.delete(List.of(folder.resolve(HOLD))).get(0);
        if (deleted.failure().isPresent()) {
            throw deleted.failure().get();
        }
    }

    public AccountName name() {
        return account;
    }

    /** What was found of dependencies last; if that is damaged, it is as if nothing had been looked at. */
    public DependencyState dependencies() throws IOException {
        try {
            Optional<byte[]> bytes = read(folder.resolve("dependencies"));
            return bytes.isEmpty() ? DependencyState.NONE : DependencyState.decode(bytes.get());
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("what account {} needs and misses is not known any more: {}", account, e.getMessage());
            return DependencyState.NONE;
        }
    }

    public void saveDependencies(DependencyState state) throws IOException {
        write(new StageKey(account + "~dependencies"), folder.resolve("dependencies"), state.encode());
    }

    /** The files that wait to be deleted; empty if none does. */
    public Optional<Tombstones> tombstones() throws IOException {
        StoragePath path = folder.resolve(TOMBSTONES);
        return storage.stat(path).isEmpty()
                ? Optional.empty()
                : Optional.of(new Tombstones(new FrameReader(storage.open(path, ByteRange.ALL))));
    }

    /** From now on these wait to be deleted, and no others. */
    public void saveTombstones(Tombstones.Collector tombstones) throws IOException {
        if (tombstones.count() == 0) {
            storage.delete(List.of(folder.resolve(TOMBSTONES)));
            return;
        }
        StagedOutput staged = StagedOutput.fresh(storage, new StageKey(account + "~" + TOMBSTONES));
        try (FrameWriter out = new FrameWriter(staged)) {
            tombstones.writeTo(out);
        }
        storage.publish(List.of(new Publication(staged.staged(), folder.resolve(TOMBSTONES))));
    }

    /** What filled the account, if that is known. */
    public Optional<AccountOrigin> origin() throws IOException {
        try {
            Optional<byte[]> bytes = read(folder.resolve(FILLED));
            return bytes.isEmpty() ? Optional.empty() : Optional.of(FillingState.decode(bytes.get()));
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("what filled account {} is not known any more: {}", account, e.getMessage());
            return Optional.empty();
        }
    }

    /** What the last run came to; empty if none ended yet, or nobody knows any more. */
    public Optional<RunResult> result() throws IOException {
        try {
            Optional<byte[]> bytes = read(folder.resolve("result"));
            return bytes.isEmpty() ? Optional.empty() : Optional.of(RunResult.decode(bytes.get()));
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("what the last run of account {} came to is not known any more: {}", account, e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes what a run came to, if it is not what is noted already. */
    public void saveResult(RunResult result) throws IOException {
        Optional<RunResult> before = result();
        if (before.isEmpty() || !before.get().isAs(result)) {
            write(new StageKey(account + "~result"), folder.resolve("result"), result.encode());
        }
    }

    public void saveOrigin(AccountOrigin origin) throws IOException {
        write(new StageKey(account + "~" + FILLED), folder.resolve(FILLED), FillingState.encode(origin));
    }

    /** The name that the account had or is to have, while a rename is under way. */
    public Optional<Renaming> renaming() throws IOException {
        Optional<byte[]> bytes = read(folder.resolve(Renaming.FILE));
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Renaming.decode(bytes.get()));
    }

    public void saveRenaming(Renaming renaming) throws IOException {
        write(new StageKey(account + "~" + Renaming.FILE), folder.resolve(Renaming.FILE), renaming.encode());
    }

    /** The rename has come to its end, as far as this account is concerned. */
    public void forgetRenaming() throws IOException {
        storage.delete(List.of(folder.resolve(Renaming.FILE)));
    }

    public boolean isRenaming(StoragePath path) {
        return path.equals(folder.resolve(Renaming.FILE));
    }

    /** Where everything else is that is remembered of the account. */
    public StoragePath folder() {
        return folder;
    }

    /** Whether a path below the folder is a catalog or names the one in force: what tells of files at their places. */
    public boolean isOfGeneration(StoragePath path) {
        String name = path.fileName();
        return (name.equals(CURRENT) || name.startsWith(CATALOG))
                && path.value().split("/").length == folder.value().split("/").length + 2;
    }

    /** The state in force, or empty if there is none or it is damaged; then the published index tells what there is. */
    public Optional<SubdirState> subdir(Subdir subdir) throws IOException {
        try {
            Optional<byte[]> bytes = read(folder.resolve(subdir.name()).resolve(CURRENT));
            return bytes.isEmpty() ? Optional.empty() : Optional.of(SubdirState.decode(bytes.get()));
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("the state of {}/{} is damaged and is made anew: {}", account, subdir, e.getMessage());
            return Optional.empty();
        }
    }

    public void saveSubdir(Subdir subdir, SubdirState state) throws IOException {
        write(stageKey(subdir, "current"), folder.resolve(subdir.name()).resolve(CURRENT), state.encode());
    }

    public StoragePath catalog(Subdir subdir, long generation) {
        return folder.resolve(subdir.name()).resolve(CATALOG + generation);
    }

    public FrameReader openCatalog(Subdir subdir, long generation) throws IOException {
        return new FrameReader(storage.open(catalog(subdir, generation), ByteRange.ALL));
    }

    /** Where the list of a generation's shards is. */
    public StoragePath shards(Subdir subdir, long generation) {
        return folder.resolve(subdir.name()).resolve("shards-" + generation);
    }

    public StoragePath seen(Subdir subdir, long number) {
        return folder.resolve(subdir.name()).resolve("seen-" + number);
    }

    public FrameReader openSeen(Subdir subdir, long number) throws IOException {
        try {
            return new FrameReader(storage.open(seen(subdir, number), ByteRange.ALL));
        } catch (NoSuchFileException e) {
            throw new DamagedFileException("the file is gone");
        }
    }

    /** Drops the catalogs of other generations than the one in force, and the lists of their shards. */
    public void deleteOldCatalogs(Subdir subdir, long generation) throws IOException {
        deleteOthers(subdir, CATALOG, Optional.of(catalog(subdir, generation)));
        deleteOthers(subdir, "shards-", Optional.of(shards(subdir, generation)));
    }

    /** Drops what was noted of first sight before, or at all if nothing is noted any more. */
    public void deleteOldSeen(Subdir subdir, OptionalLong number) throws IOException {
        Optional<StoragePath> inForce =
                number.isEmpty() ? Optional.empty() : Optional.of(seen(subdir, number.getAsLong()));
        deleteOthers(subdir, "seen-", inForce);
    }

    /** Where the text of an upstream index is. */
    public StoragePath upstream(Subdir subdir, long number) {
        return folder.resolve(subdir.name()).resolve(UPSTREAM + number);
    }

    /** Where the checksums of its shards are. */
    public StoragePath hashes(Subdir subdir, long number) {
        return folder.resolve(subdir.name()).resolve(HASHES + number);
    }

    /** Drops what is kept of other upstream indexes than those in force. */
    public void deleteOldTexts(Subdir subdir, List<IndexInput> inputs) throws IOException {
        List<Long> numbers = inputs.stream()
                .flatMap(input -> input.kept().stream())
                .map(IndexInput.Kept::number)
                .toList();
        deleteOthers(
                subdir,
                UPSTREAM,
                numbers.stream().map(number -> upstream(subdir, number)).toList());
        deleteOthers(
                subdir,
                HASHES,
                numbers.stream().map(number -> hashes(subdir, number)).toList());
    }

    private void deleteOthers(Subdir subdir, String prefix, Optional<StoragePath> inForce) throws IOException {
        deleteOthers(subdir, prefix, inForce.stream().toList());
    }

    private void deleteOthers(Subdir subdir, String prefix, List<StoragePath> inForce) throws IOException {
        List<StoragePath> old = new ArrayList<>();
        try (Stream<StoredObject> objects = storage.list(folder.resolve(subdir.name()))) {
            objects.map(StoredObject::path)
                    .filter(path -> path.fileName().startsWith(prefix) && !inForce.contains(path))
                    .forEach(old::add);
        }
        storage.delete(old);
    }

    /** Deletes what a run that was killed between its last two steps left: never more than the one generation before. */
    public void deleteCatalogBefore(Subdir subdir, long generation) throws IOException {
        for (StoragePath before : List.of(catalog(subdir, generation - 1), shards(subdir, generation - 1))) {
            if (storage.stat(before).isPresent()) {
                storage.delete(List.of(before));
            }
        }
    }

    /** The subdirs that have been published, noarch first. */
    public List<Subdir> subdirs() throws IOException {
        TreeSet<Subdir> found = new TreeSet<>();
        try (Stream<StoredObject> objects = storage.list(folder)) {
            objects.map(object -> object.path().value())
                    .filter(path -> path.endsWith("/" + CURRENT))
                    .map(path -> path.substring(folder.value().length() + 1, path.length() - CURRENT.length() - 1))
                    .filter(Subdir::isValid)
                    .forEach(name -> found.add(new Subdir(name)));
        }
        List<Subdir> subdirs = new ArrayList<>();
        if (found.remove(Subdir.NOARCH)) {
            subdirs.add(Subdir.NOARCH);
        }
        subdirs.addAll(found);
        return subdirs;
    }

    private Optional<byte[]> read(StoragePath path) throws IOException {
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return Optional.of(in.readAllBytes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void write(StageKey key, StoragePath path, byte[] bytes) throws IOException {
        try (StagedWrite staged = StagedOutput.fresh(storage, key).staged()) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, path)));
        }
    }
}
