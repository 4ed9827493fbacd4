package org.channelmirror.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.ArchiveBase;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ExportRequest;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SubdirSelection;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.archive.ArchiveBases;
import org.channelmirror.archive.ArchiveFile;
import org.channelmirror.archive.SigningKeys;
import org.channelmirror.archive.TarFormat;
import org.channelmirror.archive.VolumeSize;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spi.ArchiveFormat;
import org.channelmirror.spi.ArchiveOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}. */
@Command(
        name = "export",
        description = {
            "Writes what an account has published into an archive, for a mirror that no network reaches. With a"
                    + " configuration, what it selects of that."
        })
final class ExportCommand implements Action {

    private static final String STREAM = "-";
    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(tar|tgz|gz|zst|csv|ndjson|[0-9]{3,})");

    @Parameters(
            paramLabel = "FILE|-",
            description = "The archive: FILE.tar, FILE.tar.gz or FILE.tar.zst, or \"-\" for stdout.")
    String file = "";

    @Option(
            names = "--since",
            paramLabel = "BASE",
            description =
                    "Leave out what the far side has by an earlier archive, its manifest, an inventory, a snapshot, or"
                            + " \"last\": what this account exported last.")
    @Nullable
    String since;

    @Option(
            names = "--snapshot",
            paramLabel = "NAME",
            description = "Write what a snapshot has, or the one that a label shows, instead of what is published now.",
            converter = SnapshotNameConverter.class)
    @Nullable
    SnapshotName snapshot;

    @Option(
            names = "--subdir",
            paramLabel = "SUBDIR",
            description = "Only this subdir, and noarch; may be given again.")
    List<String> subdirs = new ArrayList<>();

    @Option(names = "--spec", paramLabel = "SPEC", description = "Only packages that match; may be given again.")
    List<String> specs = new ArrayList<>();

    @Option(
            names = "--split",
            paramLabel = "SIZE",
            description = "Write volumes FILE.001 and so on of at most this size, such as 4GB, 700MiB or fat32.")
    @Nullable
    String split;

    @Option(names = "--sign", paramLabel = "KEY", description = "Sign with an Ed25519 key in a PEM file.")
    @Nullable
    Path sign;

    @Option(
            names = "--sidecar",
            paramLabel = "DIR",
            description =
                    "Where the list of entries and the checksums go. Otherwise: beside the archive, with \"-\" nowhere.")
    @Nullable
    Path sidecar;

    @Option(names = "--dry-run", description = "Count, and write nothing.")
    boolean dryRun;

    @Override
    public Answer run(Session session) throws MirrorException {
        if (file.equals(STREAM) && ((session.options().json && !dryRun) || split != null)) {
            throw new UsageException("\"-\" goes with neither --json nor --split", "name a file");
        }
        Optional<MirrorDefinition> definition = session.definition();
        Place place = session.place(definition);
        ExportAnswer answer = run(session, definition, place);
        if (file.equals(STREAM) && !dryRun) {
            // The archive has stdout for itself.
            session.messages().line(answer.summary());
        }
        return answer;
    }

    private ExportAnswer run(Session session, Optional<MirrorDefinition> definition, Place place)
            throws MirrorException {
        try (OpenStorage source = session.openExisting(place);
                Progress progress = session.progress();
                MirrorClient client = session.offlineClient(progress)) {
            ExportRequest.Builder request = request(session, definition, place, source);
            if (dryRun) {
                return answer(place, client.exportArchive(request.build()));
            }
            return file.equals(STREAM)
                    ? stream(session, client, request, place)
                    : write(session, client, request, place);
        }
    }

    private ExportAnswer answer(Place place, ExportReport report) {
        return new ExportAnswer(place, file, dryRun, report);
    }

    private ExportRequest.Builder request(
            Session session, Optional<MirrorDefinition> definition, Place place, OpenStorage source) {
        ExportRequest.Builder request =
                ExportRequest.builder(source.storage()).account(place.account()).cancellation(session.cancellation());
        if (definition.isPresent()) {
            SyncRequest configured =
                    definition.get().syncRequest(source.storage()).build();
            request.packages(configured.packages()).subdirs(configured.subdirs());
        }
        try {
            if (!subdirs.isEmpty()) {
                request.subdirs(
                        SubdirSelection.some(subdirs.stream().map(Subdir::new).toList()));
            }
            request.specs(specs.stream().map(MatchSpec::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "correct --subdir or --spec");
        }
        if (since != null) {
            request.since(base(session, since));
        }
        Optional.ofNullable(snapshot).ifPresent(request::snapshot);
        if (sign != null) {
            try {
                request.signature(SigningKeys.privateKey(session.workingDir().resolve(sign)));
            } catch (IOException e) {
                throw new UsageException("--sign: " + Reasons.of(e), "name a key that OpenSSL made");
            }
        }
        return request;
    }

    private static ArchiveBase base(Session session, String word) {
        if (word.equals("last")) {
            return new ArchiveBase.Last();
        }
        Path file = session.workingDir().resolve(word);
        if (!Files.exists(file)
                && SnapshotName.isValid(word)
                && !FILE_NAME.matcher(word).matches()) {
            return new ArchiveBase.Snapshot(new SnapshotName(word));
        }
        try {
            return ArchiveBases.at(file, new TarFormat());
        } catch (IOException e) {
            throw new UsageException(
                    "--since: " + Reasons.of(e), "name an archive, a manifest, an inventory, a snapshot, or \"last\"");
        }
    }

    private ExportAnswer write(Session session, MirrorClient client, ExportRequest.Builder request, Place place)
            throws MirrorException {
        Path target = target(session);
        Optional<Path> beside = Optional.ofNullable(sidecar).map(session.workingDir()::resolve);
        try (ArchiveFile archive = ArchiveFile.create(target, volumeSize(), beside)) {
            request.destination(new ExportRequest.Destination(
                    archive.listing(new TarFormat()),
                    new ArchiveOptions(TarFormat.compressionOf(file)),
                    archive.stream()));
            ExportReport report = client.exportArchive(request.build());
            archive.commit();
            return answer(place, report);
        } catch (IOException e) {
            throw new StorageException(target.toString(), e);
        }
    }

    private Path target(Session session) {
        if (new TarFormat().suffixes().stream().noneMatch(file::endsWith)) {
            throw new UsageException(
                    file + ": what an archive is called tells how it is compressed",
                    "let the name end in " + String.join(", ", new TarFormat().suffixes()));
        }
        Path target = session.workingDir().resolve(file);
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(folder + ": there is no such folder", "make it first, or name another");
        }
        if (Files.isDirectory(target)) {
            throw new UsageException(file + " is a folder", "name a file in it");
        }
        return target;
    }

    private ExportAnswer stream(Session session, MirrorClient client, ExportRequest.Builder request, Place place)
            throws MirrorException {
        if (sidecar == null) {
            request.destination(new ExportRequest.Destination(
                    new TarFormat(), ArchiveOptions.PLAIN, new StandardOutput(session.out())));
            return answer(place, client.exportArchive(request.build()));
        }
        Path beside = session.workingDir().resolve(sidecar);
        try (ArchiveFile archive = ArchiveFile.streaming(new StandardOutput(session.out()), "mirror.tar", beside)) {
            ArchiveFormat listing = archive.listing(new TarFormat());
            request.destination(new ExportRequest.Destination(listing, ArchiveOptions.PLAIN, archive.stream()));
            ExportReport report = client.exportArchive(request.build());
            archive.commit();
            return answer(place, report);
        } catch (IOException e) {
            throw new StorageException(beside.toString(), e);
        }
    }

    private OptionalLong volumeSize() {
        try {
            return split == null ? OptionalLong.empty() : OptionalLong.of(VolumeSize.parse(split));
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--split: " + e.getMessage(), "the units are KB, MB, GB of 1000 and KiB, MiB, GiB of 1024");
        }
    }
}
