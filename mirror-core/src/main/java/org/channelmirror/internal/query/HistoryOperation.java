package org.channelmirror.internal.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.HistoryRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.PackageQuery;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.index.JsonLine;
import org.channelmirror.internal.operation.HistoryLog;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ByteRange;

/** Looks through the mirror's history. */
public final class HistoryOperation {

    private HistoryOperation() {}

    public static Stream<HistoryEvent> run(HistoryRequest request) throws MirrorException {
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(
                    request.target().open(HistoryLog.PATH, ByteRange.ALL), StandardCharsets.UTF_8));
            return lines.lines()
                    .map(HistoryOperation::event)
                    .flatMap(Optional::stream)
                    .filter(event -> isWanted(request, event))
                    .onClose(() -> close(lines));
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new StorageException(HistoryLog.PATH.value(), e);
        }
    }

    /** Empty for a line that was cut short. */
    private static Optional<HistoryEvent> event(String line) {
        Map<String, String> members = JsonLine.read(line);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HistoryEvent(
                    Instant.parse(members.getOrDefault("time", "")),
                    new AccountName(members.getOrDefault("account", "")),
                    new Subdir(members.getOrDefault("subdir", "")),
                    members.getOrDefault("event", ""),
                    new PackageFileName(members.getOrDefault("file", "")),
                    Optional.ofNullable(members.get("from"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isWanted(HistoryRequest request, HistoryEvent event) {
        if (request.account().isPresent() && !request.account().get().equals(event.account())) {
            return false;
        }
        if (request.query() instanceof PackageQuery.OfFile query) {
            return query.file().equals(event.file())
                    && (query.subdir().isEmpty() || query.subdir().get().equals(event.subdir()));
        }
        return request.query() instanceof PackageQuery.OfSpec query
                && query.spec().matches(new LoggedCandidate(event));
    }

    private static void close(BufferedReader lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
