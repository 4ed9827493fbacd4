package org.channelmirror.cli;

import java.nio.file.Path;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.SnapshotName;
import tools.jackson.core.JsonGenerator;

/**
 * Which mirror a command is about.
 *
 * @param root the mirror's root
 * @param account the account in it
 */
record Place(Path root, AccountName account) {

    /** The folder that a web server or conda reads. */
    Path folder() {
        return root.resolve("conda").resolve(account.value());
    }

    /** Where a snapshot or a label is seen. */
    Path label(SnapshotName name) {
        return folder().resolve("label").resolve(name.value());
    }

    void write(JsonGenerator json) {
        json.writeStringProperty("account", account.value());
        json.writeStringProperty("root", root.toString());
    }
}
