package org.channelmirror.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.ExplainReport;
import org.channelmirror.api.ExplainedPackage;
import org.channelmirror.api.ExplainedPackage.OtherListing;
import org.channelmirror.api.ExplainedPackage.Presence;
import org.channelmirror.api.ExportReport;
import org.channelmirror.api.ImportReport;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.MirrorStatus;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.PackageFailure;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ConfigNode.Place;
import org.channelmirror.spi.Decision;

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
                                Map.of("dependencies: needed by a", 1L, "dependencies: needed by b", 3L))),
                List.of(new MirrorWarning("linux-64", "two records have the same name")),
                missing(1, ClosureRequirement.REPORTED));
    }

    /** What misses some names, of which the first is needed most. */
    static DependencyCheck missing(int names, ClosureRequirement requirement) {
        List<BrokenDependency> broken = IntStream.range(0, names)
                .mapToObj(i -> new BrokenDependency("lib" + i, "lib" + i + " >=2", "exclude: lib*", names - i))
                .toList();
        return new DependencyCheck(DependencyCheck.Status.CHECKED, requirement, names, broken);
    }

    static MirrorReport with(DependencyCheck dependencies) {
        MirrorReport complete = complete();
        return new MirrorReport(
                complete.account(),
                complete.subdirs(),
                complete.downloaded(),
                complete.downloadedBytes(),
                complete.adopted(),
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
                        Optional.of("http://example.org/c/noarch/repodata.json"))));
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
}
