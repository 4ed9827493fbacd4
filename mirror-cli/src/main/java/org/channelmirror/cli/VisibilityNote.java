package org.channelmirror.cli;

import java.io.IOException;
import org.channelmirror.api.StorageException;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.access.Visibilities;

/** Notes in the mirror who may read an account, so that a server knows it that has no configuration. */
final class VisibilityNote {

    private VisibilityNote() {}

    /** Before anything is published; a configuration that does not say changes nothing. */
    static void of(OpenStorage target, AccountName account, MirrorDefinition definition) throws StorageException {
        if (definition.visibility().isEmpty()) {
            return;
        }
        try {
            new Visibilities(target.storage())
                    .set(account, definition.visibility().get());
        } catch (IOException e) {
            throw new StorageException(target.root().toString(), e);
        }
    }
}
