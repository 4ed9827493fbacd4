package org.channelmirror.api;

import java.util.Objects;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;

/**
 * One package that could not be had. It is left out of the published index; the next run tries it again, if it is selected and upstream
 * lists it then. Immutable.
 *
 * @param subdir the package's subdir
 * @param file the package's file name
 * @param reason why, in one line; redacted
 */
public record PackageFailure(Subdir subdir, PackageFileName file, String reason) {

    /** Redacts the reason. */
    public PackageFailure {
        Objects.requireNonNull(subdir, "subdir");
        Objects.requireNonNull(file, "file");
        reason = Redaction.redact(Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Where the package would be.
     *
     * @return {@code <subdir>/<file>}
     */
    public String path() {
        return subdir + "/" + file;
    }
}
