package org.channelmirror.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where it is kept what is in force of the files beside the indexes; where there are none there is no such state:
 *
 * <pre>
 * .mirror/state/ACCOUNT/side             {@link SideState} of the channel's root
 * .mirror/state/ACCOUNT/SUBDIR/side      {@link SideState} of a subdir
 * </pre>
 */
public final class SideStore {

    private static final Logger LOG = LoggerFactory.getLogger(SideStore.class);
    private static final String SIDE = "side";

    private final ChannelStorage storage;
    private final AccountName account;
    private final StoragePath folder;

    public SideStore(ChannelStorage storage, AccountName account) {
        this.storage = storage;
        this.account = account;
        this.folder = StoragePath.of(".mirror", "state", account.value());
    }

    /** What is in force at the channel's root. */
    public SideState root() throws IOException {
        return read(folder.resolve(SIDE));
    }

    public void saveRoot(SideState state) throws IOException {
        save(folder.resolve(SIDE), state);
    }

    /** What is in force beside a subdir's index; if that is damaged it is made anew. */
    public SideState subdir(Subdir subdir) throws IOException {
        return read(folder.resolve(subdir.name()).resolve(SIDE));
    }

    public void saveSubdir(Subdir subdir, SideState state) throws IOException {
        save(folder.resolve(subdir.name()).resolve(SIDE), state);
    }

    /** Marks, until {@link #end}, that files beside a subdir's index change before it is kept what is in force of them. */
    public void begin(Subdir subdir) throws IOException {
        begin(begun(subdir));
    }

    /** What is kept is what is published. */
    public void end(Subdir subdir) throws IOException {
        end(begun(subdir));
    }

    /** Whether a run changes files beside a subdir's index, or was killed while it did. */
    public boolean isBegun(Subdir subdir) throws IOException {
        return storage.staged().contains(begun(subdir));
    }

    /** As {@link #begin(Subdir)}, of the files at the channel's root. */
    public void beginRoot() throws IOException {
        begin(begunRoot());
    }

    /** What is kept is what is published. */
    public void endRoot() throws IOException {
        end(begunRoot());
    }

    /** Whether a run changes files at the channel's root, or was killed while it did. */
    public boolean isRootBegun() throws IOException {
        return storage.staged().contains(begunRoot());
    }

    private void begin(StageKey key) throws IOException {
        StagedOutput mark = StagedOutput.fresh(storage, key);
        mark.write(1);
        mark.staged().force();
        mark.staged().close();
    }

    private void end(StageKey key) throws IOException {
        StagedOutput mark = StagedOutput.fresh(storage, key);
        mark.staged().discard();
        mark.staged().close();
    }

    private StageKey begun(Subdir subdir) {
        return new StageKey(account + "~" + subdir + "~" + SIDE + "-begun");
    }

    private StageKey begunRoot() {
        return new StageKey(account + "~" + SIDE + "-begun");
    }

    /** Reads what was kept at a path. */
    public SideState read(StoragePath path) throws IOException {
        try (InputStream in = storage.open(path, ByteRange.ALL)) {
            return SideState.decode(in.readAllBytes());
        } catch (NoSuchFileException e) {
            return SideState.NONE;
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException e) {
            LOG.warn("{} is damaged, and what it tells of is made anew: {}", path, e.getMessage());
            return SideState.NONE;
        }
    }

    /** Keeps a state at a path, if it is not what is kept there already. */
    public void save(StoragePath path, SideState state) throws IOException {
        if (state.equals(read(path))) {
            return;
        }
        if (state.sides().isEmpty()) {
            storage.delete(List.of(path));
            return;
        }
        byte[] bytes = state.encode();
        StageKey key = new StageKey(account + "~" + SIDE);
        try (StagedWrite staged = StagedOutput.fresh(storage, key).staged()) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, path)));
        }
    }
}
