package org.channelmirror.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;

/**
 * What happened to a package in a mirror. Immutable.
 *
 * @param time when
 * @param account in which account
 * @param subdir in which of its subdirs
 * @param event what: {@code arrived}, {@code replaced} by other bytes, {@code hidden} from the index, {@code damaged} and taken out
 *     of it, {@code removed} by a clean, and what later versions note
 * @param file the package
 * @param from the channel that it came from, without secrets, where it came from one
 */
public record HistoryEvent(
        Instant time, AccountName account, Subdir subdir, String event, PackageFileName file, Optional<String> from) {

    /** Refuses nulls. */
    public HistoryEvent {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(from, "from");
    }
}
