package org.channelmirror.cli;

import java.nio.file.Path;
import org.channelmirror.model.AccountName;
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

    void write(JsonGenerator json) {
        json.writeStringProperty("account", account.value());
        json.writeStringProperty("root", root.toString());
    }
}
