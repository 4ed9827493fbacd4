package org.channelmirror.internal.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StagedWrite;
import org.channelmirror.spi.StoragePath;

/**
 * Which state of another mirror was taken into a subdir last.
 *
 * @param sequence its number there
 * @param published when it was published there
 */
public record ImportNote(long sequence, Instant published) {

    public ImportNote {
        Objects.requireNonNull(published, "published");
    }

    /** The note of a subdir, if there is one that can be read. */
    public static Optional<ImportNote> read(ChannelStorage storage, AccountName account, Subdir subdir)
            throws IOException {
        try (InputStream in = storage.open(path(account, subdir), ByteRange.ALL)) {
            for (List<String> line : StateText.decode(in.readAllBytes()).lines()) {
                if (line.size() == 3 && line.get(0).equals("imported")) {
                    return Optional.of(new ImportNote(Long.parseLong(line.get(1)), Instant.parse(line.get(2))));
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException | DamagedFileException e) {
            return Optional.empty();
        }
    }

    public void save(ChannelStorage storage, AccountName account, Subdir subdir) throws IOException {
        StateText text = new StateText();
        text.add("imported", Long.toString(sequence), published.toString());
        byte[] bytes = text.encode();
        StageKey key = new StateStore(storage, account).stageKey(subdir, "imported");
        try (StagedWrite staged = StagedOutput.fresh(storage, key).staged()) {
            staged.append(bytes, 0, bytes.length);
            storage.publish(List.of(new Publication(staged, path(account, subdir))));
        }
    }

    private static StoragePath path(AccountName account, Subdir subdir) {
        return StoragePath.of(".mirror", "state", account.value(), subdir.name(), "imported");
    }
}
