package org.channelmirror.internal.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.internal.transport.Validator;
import org.channelmirror.model.Subdir;

/**
 * What is remembered of an account's upstream beyond its subdirs' indexes. URLs are without secrets.
 *
 * @param absent what upstream did not have, and when it was last asked
 * @param channels what each channel's list of subdirs said
 */
public record AccountState(Map<String, Instant> absent, Map<String, ChannelSubdirs> channels) {

    /** Nothing is remembered. */
    public static final AccountState EMPTY = new AccountState(Map.of(), Map.of());

    public AccountState {
        absent = Map.copyOf(absent);
        channels = Map.copyOf(channels);
    }

    /**
     * The subdirs that a channel's {@code channeldata.json} listed.
     *
     * @param validator tells the version that was read
     * @param subdirs what it listed
     */
    public record ChannelSubdirs(Validator validator, List<Subdir> subdirs) {

        public ChannelSubdirs {
            subdirs = List.copyOf(subdirs);
        }
    }

    byte[] encode() {
        StateText text = new StateText();
        new TreeMap<>(absent).forEach((url, asked) -> text.add("absent", url, asked.toString()));
        new TreeMap<>(channels).forEach((url, known) -> {
            List<String> fields = new ArrayList<>(List.of(
                    "channel",
                    url,
                    known.validator().etag().orElse(""),
                    known.validator().lastModified().orElse("")));
            known.subdirs().forEach(subdir -> fields.add(subdir.name()));
            text.add(fields.toArray(String[]::new));
        });
        return text.encode();
    }

    static AccountState decode(byte[] bytes) throws DamagedFileException {
        Map<String, Instant> absent = new TreeMap<>();
        Map<String, ChannelSubdirs> channels = new TreeMap<>();
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.get(0).equals("absent")) {
                absent.put(line.get(1), Instant.parse(line.get(2)));
            } else {
                Validator validator = new Validator(optional(line.get(2)), optional(line.get(3)));
                List<Subdir> subdirs =
                        line.subList(4, line.size()).stream().map(Subdir::new).toList();
                channels.put(line.get(1), new ChannelSubdirs(validator, subdirs));
            }
        }
        return new AccountState(absent, channels);
    }

    private static Optional<String> optional(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
