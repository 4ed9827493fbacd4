package org.channelmirror.api;

import java.nio.file.Path;
import org.channelmirror.model.AccountName;

/**
 * Where the configuration of a mirror is. Immutable.
 *
 * @param file the configuration file, absolute
 * @param folder what relative paths in it are relative to, absolute
 * @param mirror which of its mirrors it is: the account that the file says, though another one may be filled
 */
public record ConfigurationSource(Path file, Path folder, AccountName mirror) {

    /** Makes the paths absolute. */
    public ConfigurationSource {
        file = file.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }
}
