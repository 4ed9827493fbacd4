package org.channelmirror.internal.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.index.DecodedIndex;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.side.ChannelDataText;
import org.channelmirror.internal.side.Notices;
import org.channelmirror.internal.side.RootFiles;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;

/**
 * Takes the files at the channel's root out of an archive, once its indexes are published, as a sync takes those of an upstream. Where
 * the mirror has subdirs that the archive does not have, what is published tells of them.
 */
final class RootImport {

    private static final String UNREADABLE = "the archive's cannot be read: ";

    private final Events events;
    private final RootFiles published;
    private final ImportRules rules;

    RootImport(SyncContext context, ImportRules rules) {
        this.events = context.events();
        this.published = new RootFiles(context.workplace());
        this.rules = rules;
    }

    /** Publishes what there is of them. */
    void run(Map<String, Path> archived) throws IOException {
        Map<Subdir, SubdirState> states = published.states();
        if (states.isEmpty()) {
            return;
        }
        boolean isAll = rules.replaceAll(states.keySet());
        try {
            takeChanneldata(Optional.ofNullable(archived.get(RootFiles.CHANNELDATA)), states, isAll);
        } catch (DamagedFileException | NoSuchFileException e) {
            events.warn(RootFiles.CHANNELDATA, "it stays as it is: " + e.getMessage());
        }
        Path notices = archived.get(RootFiles.NOTICES);
        if (notices != null && !rules.isAnyOlder()) {
            takeNotices(notices);
        } else if (notices == null && isAll && !archived.isEmpty()) {
            // Where the archive was made somebody took them back.
            published.withdraw(RootFiles.NOTICES);
        }
    }

    private void takeChanneldata(Optional<Path> file, Map<Subdir, SubdirState> states, boolean isAll)
            throws IOException {
        Optional<ChannelDataText> data = file.isEmpty() ? Optional.empty() : read(file.get());
        if (data.isEmpty()) {
            published.narrowChanneldata(states);
            return;
        }
        List<ChannelDataText> texts = new ArrayList<>(List.of(data.get()));
        if (!isAll && published.known(RootFiles.CHANNELDATA).isPresent()) {
            published.published().ifPresent(texts::add);
        }
        if (rules.isAnyOlder()) {
            Collections.reverse(texts);
        }
        published.publishChanneldata(texts, states, List.of());
    }

    private Optional<ChannelDataText> read(Path file) throws IOException {
        try {
            return Optional.of(published.read(file, 0, "the archive's " + RootFiles.CHANNELDATA));
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            events.warn(RootFiles.CHANNELDATA, UNREADABLE + e.getMessage());
            return Optional.empty();
        }
    }

    private void takeNotices(Path file) throws IOException {
        if (Files.size(file) > Notices.MAX_BYTES) {
            events.warn(RootFiles.NOTICES, UNREADABLE + "it has more than " + Notices.MAX_BYTES + " bytes");
            return;
        }
        try {
            published.publishNotices(Notices.joined(List.of(file)), List.of());
        } catch (MalformedRepodataException | DecodedIndex.CorruptException e) {
            events.warn(RootFiles.NOTICES, UNREADABLE + e.getMessage());
        }
    }
}
