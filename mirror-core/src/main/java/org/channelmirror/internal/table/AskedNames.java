package org.channelmirror.internal.table;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.model.Subdir;

/** The names that were asked for, and which of them can be installed on all their platforms. */
final class AskedNames {

    /** Of so many names it is looked for what can be installed together; of more only whether all needs are met. */
    private static final int MOST_SEARCHED = 1000;

    /** For all searches together. */
    private static final long MOST_WORK = 500_000_000;

    private final ColumnTable packages;
    private final Verdicts verdicts;
    private final BitSet usable;
    private final BitSet names = new BitSet();
    private final List<Choices> platforms;
    private final boolean isSearched;

    AskedNames(ColumnTable packages, Verdicts verdicts, Collection<NeedsView> views, BitSet usable) {
        this.packages = packages;
        this.verdicts = verdicts;
        this.usable = usable;
        boolean onlyNoarch = views.size() == 1;
        this.platforms = views.stream()
                .filter(view -> onlyNoarch || !view.subdir().equals(Subdir.NOARCH))
                .map(view -> new Choices(packages, view, usable))
                .toList();
        for (int record = 0; record < packages.size(); record++) {
            if (verdicts.isAskedFor(record)) {
                names.set(packages.name(record));
            }
        }
        this.isSearched = names.cardinality() <= MOST_SEARCHED;
    }

    /** Those that cannot be installed, where packages of some names are broken. */
    UninstallableNames uninstallable(BitSet hurt) {
        BitSet candidates = (BitSet) names.clone();
        if (!isSearched) {
            candidates.and(hurt);
        }
        List<String> found = candidates.stream()
                .filter(name -> !canBeInstalled(name))
                .mapToObj(packages::nameText)
                .sorted()
                .toList();
        return new UninstallableNames(
                found.size(), found.stream().limit(UninstallableNames.MAX_NAMES).toList());
    }

    /** On each platform that has packages of the name; where only noarch has some, on one at least. */
    private boolean canBeInstalled(int name) {
        List<Choices> own = platforms.stream()
                .filter(platform -> asked(name)
                        .anyMatch(record ->
                                packages.subdir(record).equals(platform.view().subdir())))
                .toList();
        return own.isEmpty()
                ? platforms.stream().anyMatch(platform -> works(name, platform))
                : own.stream().allMatch(platform -> works(name, platform));
    }

    private IntStream asked(int name) {
        return IntStream.range(packages.first(name), packages.first(name + 1))
                .map(packages::recordAt)
                .filter(verdicts::isAskedFor);
    }

    private boolean works(int name, Choices platform) {
        int[] records = asked(name)
                .filter(record -> usable.get(record) && platform.view().meets(null, record))
                .toArray();
        boolean isWorthIt =
                isSearched && platforms.stream().mapToLong(Choices::work).sum() < MOST_WORK;
        return records.length > 0 && (!isWorthIt || new InstallSearch(platform).canInstall(name, records));
    }
}
