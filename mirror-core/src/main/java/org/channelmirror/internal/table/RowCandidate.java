package org.channelmirror.internal.table;

import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/** A row of a table as match specs see it. */
final class RowCandidate implements Candidate {

    private final ColumnTable table;
    private int row;

    RowCandidate(ColumnTable table) {
        this.table = table;
    }

    RowCandidate at(int row) {
        this.row = row;
        return this;
    }

    @Override
    public String name() {
        return table.nameText(table.name(row));
    }

    @Override
    public @Nullable Version version() {
        return table.version(row);
    }

    @Override
    public String build() {
        return table.build(row);
    }

    @Override
    public long buildNumber() {
        return table.buildNumber(row);
    }

    @Override
    public String subdir() {
        return table.subdir(row).name();
    }

    @Override
    public @Nullable ChannelName channel() {
        return table.channel(row);
    }

    @Override
    public String fileName() {
        return table.oddFileName(row)
                .orElseGet(() -> name() + "-" + table.versionText(row) + "-" + build()
                        + table.format(row).suffix());
    }

    @Override
    public @Nullable String url() {
        ChannelName channel = channel();
        return channel == null
                ? null
                : channel.url()
                        .map(url -> url + "/" + subdir() + "/" + fileName())
                        .orElse(null);
    }
}
