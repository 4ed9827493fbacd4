package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.AccountName;

/**
 * What a rename did. Immutable.
 *
 * @param from the name that the account had
 * @param to the name that it has
 * @param files how many package files were moved by this run
 */
public record RenameReport(AccountName from, AccountName to, long files) {

    /** Refuses nulls. */
    public RenameReport {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
