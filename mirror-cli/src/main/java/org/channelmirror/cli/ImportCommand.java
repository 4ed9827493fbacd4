package org.channelmirror.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.archive.ArchiveSources;
import org.channelmirror.archive.SigningKeys;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.spi.ArchiveSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}. */
@Command(
        name = "import",
        description = {
            "Takes archives into the mirror, in the order in which they are given: each package is verified before it is"
                    + " moved into place, the index comes last."
        })
final class ImportCommand implements Action {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR|-",
            description =
                    "An archive, the first of its volumes, a folder into which one was expanded, or \"-\" for stdin.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--verify-key",
            paramLabel = "KEY",
            description = "Take nothing that is not signed with this Ed25519 key, whose public half is in a PEM file.")
    @Nullable
    Path verifyKey;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Of an archive with several, take only the channel in NAME/pkgs.")
    @Nullable
    String channel;

    @Option(names = "--allow-older", description = "Take an archive that is older than what is published here.")
    boolean allowOlder;

    @Option(names = "--dry-run", description = "Read and verify, and write nothing.")
    boolean dryRun;

    @Override
    public Answer run(Session session) throws MirrorException {
        Place place = session.place(session.definition());
        for (String file : files) {
            if (!file.equals("-") && !Files.exists(session.workingDir().resolve(file))) {
                throw new UsageException(file + ": there is no such file", "name an archive or an expanded folder");
            }
        }
        List<ImportReport> reports = new ArrayList<>();
        try (OpenStorage target = session.open(place);
                Progress progress = session.progress();
                MirrorClient client = session.offlineClient(progress)) {
            for (String file : files) {
                reports.add(client.importArchive(request(session, target, file)));
            }
        }
        return new ImportAnswer(place.root(), dryRun, reports);
    }

    private ImportRequest request(Session session, OpenStorage target, String file) {
        ArchiveSource source = file.equals("-")
                ? ArchiveSources.streaming(new FileInputStream(FileDescriptor.in), new TarFormat())
                : ArchiveSources.at(session.workingDir().resolve(file), new TarFormat());
        ImportRequest.Builder request = ImportRequest.builder(target.storage(), source)
                .older(allowOlder ? ImportRequest.Older.ACCEPT : ImportRequest.Older.REFUSE)
                .mode(dryRun ? ImportRequest.Mode.DRY_RUN : ImportRequest.Mode.APPLY)
                .lock(session.options().lockPolicy())
                .cancellation(session.cancellation());
        Optional.ofNullable(session.options().account).ifPresent(request::account);
        Optional.ofNullable(channel).ifPresent(request::channel);
        if (verifyKey != null) {
            try {
                request.verification(SigningKeys.publicKey(session.workingDir().resolve(verifyKey)));
            } catch (IOException e) {
                throw new UsageException(
                        "--verify-key: " + Reasons.of(e), "name the public half of the key that signed");
            }
        }
        return request.build();
    }
}
