package org.channelmirror.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.CleanPlan;
import org.channelmirror.api.CleanReport;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.ExplainedPackage.OtherListing;
import org.channelmirror.api.ExplainedPackage.Presence;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.RemovedPackage;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.SubdirClean;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.SnapshotName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.StoragePath;

/** Reports to print. */
final class Samples {

    static final Subdir LINUX = new Subdir("linux-64");

    private Samples() {}

    static MirrorReport complete() {
        return report(List.of(published(Subdir.NOARCH), published(LINUX)), List.of());
    }

    static ExportReport exported() {
        return new ExportReport(
                AccountName.DEFAULT,
                List.of(new ExportReport.ExportedSubdir(LINUX, 7, 3, 4096, 1)),
                12,
                Instant.parse("2026-11-20T10:00:00Z"),
                Optional.empty(),
                List.of(),
                Duration.ofMillis(40));
    }

    static ImportReport imported() {
        return new ImportReport(
                List.of(new ImportReport.ImportedAccount(AccountName.DEFAULT, List.of(published(LINUX)), 3, 4096, 2)),
                List.of(),
                Duration.ofMillis(40));
    }

    static MirrorReport unchanged() {
        SubdirReport subdir = new SubdirReport(LINUX, SubdirReport.Outcome.UNCHANGED, 7, 0, 0, 0, Optional.empty());
        return new MirrorReport(
                AccountName.DEFAULT, List.of(subdir), 0, 0, 0, 0, List.of(), List.of(), 0, Duration.ofMillis(40));
    }

    static MirrorReport withFailedPackages(int count) {
        List<PackageFailure> failures = IntStream.range(0, count)
                .mapToObj(i -> new PackageFailure(LINUX, new PackageFileName("p" + i + "-1-0.conda"), "answered 404"))
                .toList();
        return report(List.of(published(LINUX)), failures);
    }

    static MirrorReport withSubdirs(SubdirReport... subdirs) {
        return report(List.of(subdirs), List.of());
    }

    static SubdirReport published(Subdir subdir) {
        return new SubdirReport(subdir, SubdirReport.Outcome.PUBLISHED, 10, 3, 2, 1, Optional.empty());
    }

    static SubdirReport failed(Subdir subdir) {
        return new SubdirReport(subdir, SubdirReport.Outcome.FAILED, 10, 0, 0, 0, Optional.of("answered 503"));
    }

    static MirrorPlan plan() {
        return new MirrorPlan(
                AccountName.DEFAULT,
                List.of(
                        new SubdirPlan(
                                Subdir.NOARCH, 5, 4, 4, 1500, 0, 0, Map.of("blacklist: six", 1L), Optional.empty()),
                        new SubdirPlan(
                                LINUX,
                                20,
                                8,
                                6,
                                2_500_000,
                                2,
                                1,
                                Map.of("blacklist: six", 2L, "platforms", 10L),
                                Optional.empty(),
                                Map.of("dependencies: needed by a", 1L, "dependencies: needed by b", 3L),
                                0)),
                List.of(new MirrorWarning("linux-64", "two records have the same name")),
                missing(1, ClosureRequirement.REPORTED));
    }

    /** What misses some names, of which the first is needed most. */
    static DependencyCheck missing(int names, ClosureRequirement requirement) {
        List<BrokenDependency> broken = IntStream.range(0, names)
                .mapToObj(i -> new BrokenDependency("lib" + i, "lib" + i + " >=2", "exclude: lib*", names - i))
                .toList();
        List<String> lost = IntStream.range(0, names).mapToObj(i -> "app" + i).toList();
        return new DependencyCheck(
                DependencyCheck.Status.CHECKED, requirement, names, broken, new UninstallableNames(names, lost));
    }

    static MirrorReport with(DependencyCheck dependencies) {
        MirrorReport complete = complete();
        return new MirrorReport(
                complete.account(),
                complete.subdirs(),
                complete.downloaded(),
                complete.downloadedBytes(),
                complete.adopted(),
                complete.shared(),
                complete.failureCount(),
                complete.failures(),
                complete.warnings(),
                complete.listenerErrors(),
                complete.duration(),
                dependencies);
    }

    static MirrorStatus status() {
        return new MirrorStatus(
                AccountName.DEFAULT,
                List.of(new MirrorStatus.SubdirStatus(
                        Subdir.NOARCH,
                        32,
                        123_456,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Optional.of("http://example.org/c/noarch/repodata.json"))),
                List.of("http://example.org/c/"),
                Optional.of(new LeaseOwner("sync (process 7 on web1)", Instant.parse("2026-01-03T00:00:00Z"))),
                Optional.of(new MirrorStatus.RunResult(
                        MirrorStatus.RunResult.Outcome.INCOMPLETE, 1, 0, "", Instant.parse("2026-01-02T03:04:06Z"))),
                1,
                List.of(new PackageFailure(Subdir.NOARCH, new PackageFileName("a-1-0.conda"), "HTTP status 500")),
                new FakeSnapshots().list(),
                new FakeSnapshots().labels(),
                new FakeSnapshots().hold,
                new MirrorStatus.Waiting(TWO, Optional.of(Instant.parse("2026-01-04T00:00:00Z"))));
    }

    static MirrorStatus nothing() {
        return new MirrorStatus(
                AccountName.DEFAULT,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                MirrorStatus.Waiting.NONE);
    }

    static Stream<HeldPackage> inventory() {
        Digest sha256 = Digest.sha256("ab".repeat(32));
        return Stream.of(
                new HeldPackage(Subdir.NOARCH, new PackageFileName("a-1-0.conda"), 5, Optional.of(sha256)),
                new HeldPackage(Subdir.NOARCH, new PackageFileName("b-1-0.conda"), 6, Optional.empty()));
    }

    static Stream<HistoryEvent> history() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        PackageFileName file = new PackageFileName("a-1-0.conda");
        return Stream.of(
                new HistoryEvent(
                        time,
                        AccountName.DEFAULT,
                        Subdir.NOARCH,
                        "arrived",
                        file,
                        Optional.of("http://example.org/c/")),
                new HistoryEvent(
                        time.plusSeconds(60), AccountName.DEFAULT, Subdir.NOARCH, "hidden", file, Optional.empty()));
    }

    /** One corrupt package, a damaged label, and one file that nobody knows. */
    static VerifyReport verified() {
        return verification(0, VerifyFinding.Repair.NOT_TRIED, Optional.empty());
    }

    /** The same, where they were mended. */
    static VerifyReport repaired() {
        return verification(1, VerifyFinding.Repair.REPAIRED, Optional.of(complete()));
    }

    private static VerifyReport verification(
            long repaired, VerifyFinding.Repair repair, Optional<MirrorReport> synced) {
        VerifyFinding bad = new VerifyFinding(
                Optional.of(Subdir.NOARCH),
                StoragePath.of("conda/anaconda/noarch/a-1-0.conda"),
                VerifyFinding.Kind.CORRUPT,
                "expected 5 bytes, got 6",
                OptionalLong.of(6),
                repair);
        VerifyFinding unknown = new VerifyFinding(
                Optional.of(Subdir.NOARCH),
                StoragePath.of("conda/anaconda/noarch/z-1-0.conda"),
                VerifyFinding.Kind.UNKNOWN,
                "no index ever named it",
                OptionalLong.of(7),
                VerifyFinding.Repair.NOT_TRIED);
        VerifyFinding label = new VerifyFinding(
                Optional.empty(),
                StoragePath.of("conda/anaconda/label/prod"),
                VerifyFinding.Kind.DAMAGED_LABEL,
                "it does not show the snapshot 2026-01",
                OptionalLong.empty(),
                repair);
        return new VerifyReport(
                AccountName.DEFAULT,
                List.of(new VerifyReport.SubdirCounts(Subdir.NOARCH, 32, 123_456, 0, 1, 0, repaired, 0, 1, 7)),
                List.of(new VerifyReport.SnapshotCounts(new SnapshotName("2026-01"), 31, 123_000, 0, 0, 0, 0)),
                new VerifyReport.OutsideCounts(0, 1, repaired, 0),
                new VerifyReport.Findings() {
                    @Override
                    public Stream<VerifyFinding> stream() {
                        return Stream.of(bad, label, unknown);
                    }

                    @Override
                    public void close() {}
                },
                synced,
                List.of(),
                Duration.ofMillis(1500));
    }

    static ExplainReport explanation() {
        Decision removed = Decision.reject("blacklist: numpy").at(new Place(4, 5));
        Decision kept = Decision.accept("whitelist: numpy >=2").at(new Place(6, 3));
        return new ExplainReport(
                AccountName.DEFAULT,
                List.of(
                        new ExplainedPackage(
                                LINUX,
                                new PackageFileName("numpy-1.26.4-0.conda"),
                                removed,
                                List.of(removed),
                                List.of("license BSD (BSD)"),
                                Optional.of("https://first/c/"),
                                List.of(new OtherListing("https://second/c/", OtherListing.Content.DIFFERENT)),
                                Presence.DIFFERENT),
                        new ExplainedPackage(
                                LINUX,
                                new PackageFileName("numpy-2.1.3-0.conda"),
                                kept,
                                List.of(removed, kept),
                                List.of(),
                                Optional.of("https://second/c/"),
                                List.of(),
                                Presence.PUBLISHED),
                        new ExplainedPackage(
                                LINUX,
                                new PackageFileName("numpy-2.2.0-0.conda"),
                                Decision.accept(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                Presence.ABSENT)),
                5,
                List.of(Subdir.NOARCH, LINUX),
                List.of(Subdir.NOARCH),
                List.of(new MirrorWarning("noarch", "cannot be read")));
    }

    private static MirrorReport report(List<SubdirReport> subdirs, List<PackageFailure> failures) {
        return new MirrorReport(
                AccountName.DEFAULT,
                subdirs,
                6,
                2_501_500,
                2,
                failures.size(),
                failures,
                List.of(new MirrorWarning("linux-64", "odd \u001b[31m record")),
                0,
                Duration.ofMillis(3210));
    }

    static final RemovedPackages TWO = new RemovedPackages(2, 3000);

    private static final SortedMap<String, RemovedPackages> REASONS = new TreeMap<>(Map.of(
            "license_blacklist: GPL3 (license GPL-3.0-only)", new RemovedPackages(1, 1000),
            "withdrawn upstream", new RemovedPackages(1, 2000)));

    static CleanReport cleaned() {
        return cleaned(RemovedPackages.NONE, TWO, List.of(clean(Optional.empty())));
    }

    static CleanReport cleaned(RemovedPackages deleted, RemovedPackages waiting, List<SubdirClean> subdirs) {
        return new CleanReport(
                AccountName.DEFAULT,
                subdirs,
                REASONS,
                deleted,
                waiting,
                waiting.packages() == 0 ? Optional.empty() : Optional.of(Instant.parse("2026-01-03T03:04:05Z")),
                List.of(new MirrorWarning("linux-64", "something odd")),
                Duration.ofMillis(1200),
                missing(1, ClosureRequirement.REPORTED));
    }

    static SubdirClean clean(Optional<String> failure) {
        return failure.isPresent()
                ? new SubdirClean(LINUX, 10, 0, RemovedPackages.NONE, failure)
                : new SubdirClean(LINUX, 10, 1, TWO, failure);
    }

    static CleanPlan cleanPlan(Runnable closing) {
        return new CleanPlan() {
            @Override
            public AccountName account() {
                return AccountName.DEFAULT;
            }

            @Override
            public List<SubdirClean> subdirs() {
                return List.of(clean(Optional.empty()));
            }

            @Override
            public SortedMap<String, RemovedPackages> reasons() {
                return REASONS;
            }

            @Override
            public List<MirrorWarning> warnings() {
                return List.of();
            }

            @Override
            public DependencyCheck dependencies() {
                return DependencyCheck.NONE;
            }

            @Override
            public Stream<RemovedPackage> packages() {
                return Stream.of(
                        new RemovedPackage(
                                LINUX,
                                new PackageFileName("gpl-1-0.conda"),
                                1000,
                                "license_blacklist: GPL3 (license GPL-3.0-only)"),
                        new RemovedPackage(LINUX, new PackageFileName("old-1-0.conda"), 2000, "withdrawn upstream"));
            }

            @Override
            public void close() {
                closing.run();
            }
        };
    }
}
