package org.channelmirror.internal.state;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.transport.BodyVersion;
import org.channelmirror.internal.transport.Validator;

/**
 * Where a half body came from, so that a later run can ask for the rest.
 *
 * @param url where it was read, without secrets
 * @param version which version of it
 */
public record BodyOrigin(String url, BodyVersion version) {

    public byte[] encode() {
        StateText text = new StateText();
        String total =
                version.total().isPresent() ? Long.toString(version.total().getAsLong()) : "";
        text.add("body", url, version.ifRange().orElse(""), total);
        return text.encode();
    }

    public static BodyOrigin decode(byte[] bytes) throws DamagedFileException {
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.size() == 4 && line.get(0).equals("body")) {
                Optional<String> ifRange = Optional.of(line.get(2)).filter(text -> !text.isEmpty());
                OptionalLong total =
                        line.get(3).isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(line.get(3)));
                return new BodyOrigin(line.get(1), new BodyVersion(Validator.NONE, ifRange, total));
            }
        }
        throw new DamagedFileException("it tells of no body");
    }
}
