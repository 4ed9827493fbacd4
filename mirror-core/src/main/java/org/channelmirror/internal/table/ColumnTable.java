package org.channelmirror.internal.table;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.Version;
import org.channelmirror.spi.PackageTable;
import org.jspecify.annotations.Nullable;

/** A table in columns and pools: some 60 bytes a package. Versions and specs are read where they are asked for. */
public final class ColumnTable implements PackageTable {

    private static final int CACHED_VERSIONS = 1 << 13;
    private static final int CACHED_SPECS = 1 << 12;
    private static final int CACHED_NAMES = 1 << 8;

    private final TableColumns columns;
    private final List<Optional<ChannelName>> channels;
    private final RowCandidate candidate = new RowCandidate(this);
    private final Recent<@Nullable Version> versions;
    private final Recent<@Nullable MatchSpec> specs;
    private final Recent<String> names;
    /** Where the rows of each name begin in the next array. */
    private final int[] firstOfName;

    private final int[] byName;

    ColumnTable(TableColumns columns, List<Optional<ChannelName>> channels) {
        this.columns = columns;
        this.channels = List.copyOf(channels);
        this.versions = new Recent<>(
                CACHED_VERSIONS,
                number -> Version.tryParse(columns.versions.text(number)).orElse(null));
        this.specs = new Recent<>(CACHED_SPECS, number -> parse(columns.specs.text(number)));
        this.names = new Recent<>(CACHED_NAMES, columns.names::text);
        this.firstOfName = new int[columns.names.size() + 2];
        this.byName = new int[columns.rows()];
        sortByName();
    }

    /** A counting sort: rows of one name stay in their order. */
    private void sortByName() {
        for (int row = 0; row < byName.length; row++) {
            firstOfName[columns.name.get(row) + 2]++;
        }
        for (int i = 2; i < firstOfName.length; i++) {
            firstOfName[i] += firstOfName[i - 1];
        }
        for (int row = 0; row < byName.length; row++) {
            byName[firstOfName[columns.name.get(row) + 1]++] = row;
        }
    }

    private static @Nullable MatchSpec parse(String text) {
        try {
            return MatchSpec.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public int size() {
        return byName.length;
    }

    @Override
    public int names() {
        return columns.names.size();
    }

    @Override
    public String nameText(int name) {
        return names.get(name);
    }

    @Override
    public int findName(String text) {
        return columns.names.find(text);
    }

    @Override
    public void records(int name, IntConsumer target) {
        for (int i = first(name); i < first(name + 1); i++) {
            target.accept(byName[i]);
        }
    }

    /** Where the packages of a name begin, for {@link #recordAt}; they end where those of the next one begin. */
    int first(int name) {
        return firstOfName[name];
    }

    int recordAt(int index) {
        return byName[index];
    }

    @Override
    public int name(int record) {
        return columns.name.get(record);
    }

    @Override
    public Subdir subdir(int record) {
        return columns.parts.subdir(record);
    }

    @Override
    public PackageFormat format(int record) {
        return columns.parts.format(record);
    }

    @Override
    public @Nullable Version version(int record) {
        return versions.get(columns.version.get(record));
    }

    @Override
    public String build(int record) {
        return columns.builds.text(columns.build.get(record));
    }

    @Override
    public long buildNumber(int record) {
        return columns.buildNumber(record);
    }

    @Override
    public int specs() {
        return columns.specs.size();
    }

    @Override
    public @Nullable MatchSpec spec(int spec) {
        return specs.get(spec);
    }

    @Override
    public String specText(int spec) {
        return columns.specs.text(spec);
    }

    @Override
    public void depends(int record, IntConsumer target) {
        specsOf(need(record), target);
    }

    /** How many different lists of specs there are. */
    int needs() {
        return columns.needs.size();
    }

    /** The list of what a package needs. */
    int need(int record) {
        return columns.need.get(record);
    }

    /** Hands out the specs of a list. */
    void specsOf(int need, IntConsumer target) {
        columns.needs.numbers(need, target);
    }

    @Override
    public Candidate candidate(int record) {
        return candidate.at(record);
    }

    /** The subdirs that have packages. */
    List<Subdir> subdirs() {
        return columns.parts.subdirs();
    }

    String versionText(int record) {
        return columns.versions.text(columns.version.get(record));
    }

    /** The file name, where it is not made of name, version and build as it should be. */
    Optional<String> oddFileName(int record) {
        return columns.oddFileName(record);
    }

    @Nullable
    ChannelName channel(int record) {
        return channels.get(columns.channel(record)).orElse(null);
    }
}
