package org.channelmirror.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.model.Origin;

/** The entries of a netrc file, by machine. */
final class NetrcCredentials implements Credentials {

    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, Credential> byMachine;
    private final List<MirrorWarning> warnings;

    private NetrcCredentials(Map<String, Credential> byMachine, List<MirrorWarning> warnings) {
        this.byMachine = Map.copyOf(byMachine);
        this.warnings = List.copyOf(warnings);
    }

    static NetrcCredentials read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return unread(file, "it is larger than " + MAX_BYTES + " bytes");
            }
            NetrcParser parser = new NetrcParser(file, new String(bytes, StandardCharsets.UTF_8));
            parser.parse();
            return new NetrcCredentials(parser.entries(), parser.warnings());
        } catch (NoSuchFileException e) {
            return unread(file, "there is no such file");
        } catch (AccessDeniedException e) {
            return unread(file, "it may not be read by this user");
        } catch (IOException e) {
            return unread(file, "it cannot be read");
        }
    }

    private static NetrcCredentials unread(Path file, String problem) {
        return new NetrcCredentials(
                Map.of(), List.of(new MirrorWarning(file.toString(), "no credentials are taken from it: " + problem)));
    }

    @Override
    public Optional<Credential> find(Origin origin) {
        return origin.isSecure() || origin.isLoopback()
                ? Optional.ofNullable(byMachine.get(origin.host()))
                : Optional.empty();
    }

    @Override
    public List<MirrorWarning> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        return "a netrc file with " + byMachine.size() + " machines";
    }
}
