package org.channelmirror.internal.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.channelmirror.api.Hold;
import org.channelmirror.internal.frames.DamagedFileException;

/**
 * The content of an account's {@code hold} file. It is a file of its own, which says that the account is held by being there: what
 * else is known of an account begins anew when it is damaged, and a hold must not end that way.
 */
final class HoldFile {

    private static final String KEY = "hold";

    private HoldFile() {}

    static byte[] encode(Hold hold) {
        StateText text = new StateText();
        text.add(KEY, hold.since().toString(), hold.reason());
        return text.encode();
    }

    static Hold decode(byte[] bytes) throws NewerVersionException {
        try {
            List<String> line = StateText.decode(bytes).lines().get(0);
            return new Hold(line.get(2), Instant.parse(line.get(1)));
        } catch (NewerVersionException e) {
            throw e;
        } catch (DamagedFileException | DateTimeException | IndexOutOfBoundsException e) {
            return new Hold("nobody knows why: the note is damaged", Instant.EPOCH);
        }
    }
}
