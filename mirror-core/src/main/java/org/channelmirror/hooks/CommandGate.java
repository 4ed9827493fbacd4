package org.channelmirror.hooks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.spi.ArrivedPackage;
import org.channelmirror.spi.ArrivedPackages;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PublicationGate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Lets a command decide what is published. Thread-safe.
 *
 * <p>The command reads a JSON object a line, one for each package, with {@code account}, {@code subdir}, {@code file}, {@code size},
 * {@code sha256}, {@code channel} (a URL without secrets) and, where the package is a local file, {@code path}. It must not change that
 * file. With exit code 0 everything passes but the files that it names on its standard output, one a line, each with a reason behind
 * a space if it likes. With any other exit code nothing passes; neither does anything if it takes too long, cannot be started, or
 * writes a line that does not begin with the name of one of the packages. Its standard error goes to the log.
 *
 * <p>In its environment are {@code CHANNEL_MIRROR_HOOK} (before_publish), {@code CHANNEL_MIRROR_ACCOUNT} and
 * {@code CHANNEL_MIRROR_SUBDIR}.
 */
public final class CommandGate implements PublicationGate {

    private static final String HOOK = "before_publish";

    private final HookCommand command;

    /**
     * A gate that asks a command.
     *
     * @param command the command
     */
    public CommandGate(HookCommand command) {
        this.command = Objects.requireNonNull(command, "command");
    }

    @Override
    public Optional<String> problem() {
        return command.problem();
    }

    @Override
    public Decision examine(ArrivedPackages packages) throws IOException, InterruptedException {
        AtomicReference<@Nullable String> odd = new AtomicReference<>();
        Optional<String> problem = new HookProcess(HOOK, command)
                .run(
                        Map.of(
                                "CHANNEL_MIRROR_ACCOUNT", packages.account().value(),
                                "CHANNEL_MIRROR_SUBDIR", packages.subdir().name()),
                        in -> packages.each(arrived -> write(in, packages, arrived)),
                        line -> veto(packages, line, odd),
                        packages::isCancelled);
        Optional<String> oddLine = Optional.ofNullable(odd.get())
                .map(line -> "the command wrote what is no package's file name: \"" + line
                        + "\"; what is no veto belongs on its standard error");
        return problem.or(() -> oddLine).map(Decision::reject).orElseGet(Decision::accept);
    }

    private static void veto(ArrivedPackages packages, String line, AtomicReference<@Nullable String> odd)
            throws IOException {
        String[] words = line.strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return;
        }
        if (PackageFileName.isValid(words[0])) {
            packages.veto(new PackageFileName(words[0]), words.length > 1 ? words[1] : "it gave no reason");
        } else {
            odd.compareAndSet(null, line.length() > 200 ? line.substring(0, 200) : line);
        }
    }

    private static void write(OutputStream in, ArrivedPackages packages, ArrivedPackage arrived) throws IOException {
        StringBuilder json = new StringBuilder(512).append("{\"account\":");
        string(json, packages.account().value()).append(",\"subdir\":");
        string(json, packages.subdir().name()).append(",\"file\":");
        string(json, arrived.file().value()).append(",\"size\":").append(arrived.size());
        string(json.append(",\"sha256\":"), arrived.sha256().hex()).append(",\"channel\":");
        string(json, arrived.channel());
        Optional<Path> path = arrived.localPath();
        if (path.isPresent()) {
            string(json.append(",\"path\":"), path.get().toAbsolutePath().toString());
        }
        in.write(json.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static StringBuilder string(StringBuilder json, String text) {
        return json.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsCharArray(text))
                .append('"');
    }
}
