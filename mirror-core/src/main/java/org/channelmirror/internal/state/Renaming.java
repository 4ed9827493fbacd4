package org.channelmirror.internal.state;

import java.util.List;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.model.AccountName;

/**
 * A rename that is under way; both accounts note it, and nothing else may change them until it has come to its end.
 *
 * @param from the name that the account had
 * @param to the name that it is to have
 */
public record Renaming(AccountName from, AccountName to) {

    static final String FILE = "renaming";

    byte[] encode() {
        StateText text = new StateText();
        text.add(FILE, from.value(), to.value());
        return text.encode();
    }

    static Renaming decode(byte[] bytes) throws DamagedFileException {
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.get(0).equals(FILE) && line.size() == 3) {
                return new Renaming(new AccountName(line.get(1)), new AccountName(line.get(2)));
            }
        }
        throw new DamagedFileException("it tells of no rename");
    }
}
