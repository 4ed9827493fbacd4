package org.channelmirror.internal.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.internal.frames.DamagedFileException;
import org.channelmirror.model.AccountName;

/** What is remembered of what filled an account, as a text. */
final class FillingState {

    private static final String CHANNEL = "channel";
    private static final String CONFIGURATION = "configuration";

    private FillingState() {}

    static byte[] encode(AccountOrigin origin) {
        StateText text = new StateText();
        origin.channels().forEach(url -> text.add(CHANNEL, url));
        origin.configuration()
                .ifPresent(source -> text.add(
                        CONFIGURATION,
                        source.file().toString(),
                        source.folder().toString(),
                        source.mirror().value()));
        return text.encode();
    }

    static AccountOrigin decode(byte[] bytes) throws DamagedFileException {
        List<String> channels = new ArrayList<>();
        Optional<ConfigurationSource> configuration = Optional.empty();
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.get(0).equals(CHANNEL) && line.size() == 2) {
                channels.add(line.get(1));
            } else if (line.get(0).equals(CONFIGURATION) && line.size() == 4) {
                configuration = Optional.of(source(line));
            }
        }
        return new AccountOrigin(channels, configuration);
    }

    private static ConfigurationSource source(List<String> line) throws DamagedFileException {
        try {
            return new ConfigurationSource(Path.of(line.get(1)), Path.of(line.get(2)), new AccountName(line.get(3)));
        } catch (InvalidPathException e) {
            throw new DamagedFileException("it names no file: " + e.getMessage());
        }
    }
}
