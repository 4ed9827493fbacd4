package org.channelmirror.testkit.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.Version;
import org.channelmirror.spi.PackageTable;
import org.jspecify.annotations.Nullable;

/**
 * A table of a few packages that a test writes down by their paths: {@code linux-64/numpy-1.26.4-py312_1.conda} has the name, the
 * version and the build that its file name says, and the number behind the last underscore as build number. Not thread-safe.
 */
public final class ListedPackages implements PackageTable {

    private final List<Row> rows = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> specs = new ArrayList<>();

    /** A table without packages. */
    public ListedPackages() {}

    private record Row(String path, Subdir folder, PackageFormat format, List<String> parts, List<Integer> needs)
            implements Candidate {

        @Override
        public String name() {
            return parts.get(0);
        }

        @Override
        public @Nullable Version version() {
            return Version.tryParse(parts.get(1)).orElse(null);
        }

        @Override
        public String build() {
            return parts.get(2);
        }

        @Override
        public long buildNumber() {
            String digits = parts.get(2).substring(parts.get(2).lastIndexOf('_') + 1);
            return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
        }

        @Override
        public String subdir() {
            return folder.name();
        }

        @Override
        public String fileName() {
            return path.substring(path.indexOf('/') + 1);
        }
    }

    /**
     * Appends a package.
     *
     * @param path the subdir, a slash and the file name
     * @param depends the match specs that it needs
     * @return this table
     */
    public ListedPackages add(String path, String... depends) {
        String file = path.substring(path.indexOf('/') + 1);
        PackageFormat format = PackageFormat.of(file).orElseThrow();
        String stem = file.substring(0, file.length() - format.suffix().length());
        int build = stem.lastIndexOf('-');
        int version = stem.lastIndexOf('-', build - 1);
        String name = stem.substring(0, version).toLowerCase(Locale.ROOT);
        List<String> parts = List.of(name, stem.substring(version + 1, build), stem.substring(build + 1));
        if (!names.contains(name)) {
            names.add(name);
        }
        List<Integer> needs = new ArrayList<>();
        for (String spec : depends) {
            if (!specs.contains(spec)) {
                specs.add(spec);
            }
            needs.add(specs.indexOf(spec));
        }
        Subdir subdir = new Subdir(path.substring(0, path.indexOf('/')));
        rows.add(new Row(path, subdir, format, parts, needs));
        return this;
    }

    /**
     * The path of a package as it was written.
     *
     * @param record its number
     * @return the path
     */
    public String path(int record) {
        return rows.get(record).path();
    }

    /**
     * Finds a package.
     *
     * @param path its path as it was written
     * @return its number
     * @throws IllegalArgumentException if there is none
     */
    public int record(String path) {
        for (int record = 0; record < rows.size(); record++) {
            if (path(record).equals(path)) {
                return record;
            }
        }
        throw new IllegalArgumentException("there is no package " + path);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int names() {
        return names.size();
    }

    @Override
    public String nameText(int name) {
        return names.get(name);
    }

    @Override
    public int findName(String text) {
        return names.indexOf(text);
    }

    @Override
    public void records(int name, IntConsumer target) {
        for (int record = 0; record < rows.size(); record++) {
            if (name(record) == name) {
                target.accept(record);
            }
        }
    }

    @Override
    public int name(int record) {
        return names.indexOf(rows.get(record).name());
    }

    @Override
    public Subdir subdir(int record) {
        return rows.get(record).folder();
    }

    @Override
    public PackageFormat format(int record) {
        return rows.get(record).format();
    }

    @Override
    public @Nullable Version version(int record) {
        return rows.get(record).version();
    }

    @Override
    public String build(int record) {
        return rows.get(record).build();
    }

    @Override
    public long buildNumber(int record) {
        return rows.get(record).buildNumber();
    }

    @Override
    public int specs() {
        return specs.size();
    }

    @Override
    public @Nullable MatchSpec spec(int spec) {
        return parsed(specs.get(spec)).orElse(null);
    }

    private static Optional<MatchSpec> parsed(String text) {
        try {
            return Optional.of(MatchSpec.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String specText(int spec) {
        return specs.get(spec);
    }

    @Override
    public void depends(int record, IntConsumer target) {
        rows.get(record).needs().forEach(target::accept);
    }

    @Override
    public Candidate candidate(int record) {
        return rows.get(record);
    }
}
