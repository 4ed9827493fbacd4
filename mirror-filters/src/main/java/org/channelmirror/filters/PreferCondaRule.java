package org.channelmirror.filters;

import java.util.HashSet;
import java.util.Set;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.spi.PackageTable;
import org.channelmirror.spi.Selection;
import org.channelmirror.spi.SelectionRule;

/** Drops a {@code .tar.bz2} whose build is selected as {@code .conda} in the same subdir. Immutable and thread-safe. */
final class PreferCondaRule implements SelectionRule {

    private final String reason;

    PreferCondaRule(String key) {
        this.reason = key + ": the same build is there as .conda";
    }

    @Override
    public void apply(Selection selection) {
        PackageTable packages = selection.packages();
        Set<String> builds = new HashSet<>();
        for (int name = 0; name < packages.names(); name++) {
            builds.clear();
            packages.records(name, record -> {
                if (selection.isSelected(record) && packages.format(record) == PackageFormat.CONDA) {
                    builds.add(build(packages, record));
                }
            });
            if (!builds.isEmpty()) {
                packages.records(name, record -> {
                    if (selection.isSelected(record)
                            && packages.format(record) == PackageFormat.TAR_BZ2
                            && builds.contains(build(packages, record))) {
                        selection.drop(record, reason);
                    }
                });
            }
        }
    }

    /** The path of the file without its ending. */
    private static String build(PackageTable packages, int record) {
        String file = String.valueOf(packages.candidate(record).fileName());
        int end = file.length() - packages.format(record).suffix().length();
        return packages.subdir(record) + "/" + file.substring(0, end);
    }
}
