package org.channelmirror.cli;

import java.util.List;
import java.util.Optional;
import org.channelmirror.api.Hold;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code hold} and {@code release} say.
 *
 * @param change what was done
 * @param hold the hold that is there, or was
 */
record HoldAnswer(Place place, Change change, Optional<Hold> hold) implements Answer {

    /** What can be done. */
    enum Change {
        HELD,
        RELEASED
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return List.of();
    }

    @Override
    public void print(Page page) {
        String why = hold.map(found -> "since " + found.since() + " (" + found.reason() + ")")
                .orElse("");
        String account = "account " + place.account();
        if (change == Change.HELD && hold.isPresent()) {
            page.line(account + " is " + words(hold.get()));
        } else {
            page.line(hold.isEmpty() ? account + " was not held" : account + " is released; it was held " + why);
        }
    }

    /** What to say of an account that is held. */
    static String words(Hold hold) {
        return "held since " + hold.since() + " (" + hold.reason()
                + "): nothing changes it until \"channel-mirror release\"";
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeBooleanProperty("held", change == Change.HELD);
        hold.ifPresent(found -> write(json, found));
    }

    /** The member that tells of a hold. */
    static void write(JsonGenerator json, Hold hold) {
        json.writeObjectPropertyStart("hold");
        json.writeStringProperty("since", hold.since().toString());
        json.writeStringProperty("reason", hold.reason());
        json.writeEndObject();
    }
}
