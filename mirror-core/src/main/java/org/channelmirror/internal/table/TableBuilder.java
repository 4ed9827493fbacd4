package org.channelmirror.internal.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.spec.ChannelName;

/** Makes a {@link ColumnTable} from the records of one subdir after the other. Used by one thread. */
public final class TableBuilder {

    private final List<Optional<ChannelName>> channels;
    private final TableColumns columns = new TableColumns();
    private byte[] name = new byte[256];
    private byte[] needs = new byte[256];
    private byte[] stem = new byte[256];
    private int needsLength;
    private int needsCount;
    private int stemLength;
    private int number;
    private boolean nameAsWritten;

    /** Takes the channels by their numbers; one that nobody knows is empty. */
    public TableBuilder(List<Optional<Channel>> channels) {
        this.channels =
                channels.stream().map(each -> each.flatMap(TableBuilder::name)).toList();
    }

    /** A channel without a path has no name. */
    private static Optional<ChannelName> name(Channel channel) {
        try {
            return Optional.of(ChannelName.of(channel));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Notes what the package needs that is added next; without it that package needs nothing. */
    public void addNeeds(RawRecord record) {
        record.depends(this::takeNeed);
    }

    /** Appends a package that the channel of a number lists, and whose file has a name. */
    public void add(Subdir subdir, RawRecord record, int channel, ByteBuffer fileName) {
        int row = columns.rows();
        columns.parts.add(row, subdir, record.section().format());
        stemLength = 0;
        nameAsWritten = true;
        columns.name.add(record.name(this::takeName) ? number : columns.names.add(name, 0, 0));
        columns.version.add(record.version(this::takeVersion) ? number : columns.versions.add(name, 0, 0));
        columns.build.add(record.build(this::takeBuild) ? number : columns.builds.add(name, 0, 0));
        columns.addBuildNumber(record.buildNumber().orElse(0));
        columns.addChannel(row, channel);
        columns.addNeeds(needs, needsLength, needsCount);
        needsLength = 0;
        needsCount = 0;
        if (!isRegular(record.section().format(), fileName)) {
            byte[] odd = new byte[fileName.remaining()];
            fileName.duplicate().get(odd);
            columns.addOddFileName(row, odd);
        }
    }

    public int size() {
        return columns.rows();
    }

    /** The memory that the table takes so far. */
    public long bytes() {
        return columns.bytes();
    }

    /** The table of what was added; nothing may be added afterwards. */
    public ColumnTable build() {
        return new ColumnTable(columns, channels);
    }

    private void takeName(byte[] utf8, int offset, int length) {
        appendToStem(utf8, offset, length);
        if (name.length < length) {
            name = new byte[length * 2];
        }
        for (int i = 0; i < length; i++) {
            byte b = utf8[offset + i];
            if (b < 0) {
                takeForeignName(new String(utf8, offset, length, StandardCharsets.UTF_8));
                return;
            }
            boolean isCapital = b >= 'A' && b <= 'Z';
            name[i] = isCapital ? (byte) (b + ('a' - 'A')) : b;
            nameAsWritten &= !isCapital;
        }
        number = columns.names.add(name, 0, length);
    }

    private void takeForeignName(String written) {
        byte[] lower = written.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        nameAsWritten = false;
        number = columns.names.add(lower, 0, lower.length);
    }

    private void takeVersion(byte[] utf8, int offset, int length) {
        appendToStem(utf8, offset, length);
        number = columns.versions.add(utf8, offset, length);
    }

    private void takeBuild(byte[] utf8, int offset, int length) {
        appendToStem(utf8, offset, length);
        number = columns.builds.add(utf8, offset, length);
    }

    private void takeNeed(byte[] utf8, int offset, int length) {
        int spec = columns.specs.add(utf8, offset, length);
        if (needsLength + 5 > needs.length) {
            needs = Arrays.copyOf(needs, needs.length * 2);
        }
        needsLength = ByteStore.putVarint(needs, needsLength, spec);
        needsCount++;
    }

    private void appendToStem(byte[] utf8, int offset, int length) {
        if (stemLength + length + 1 > stem.length) {
            stem = Arrays.copyOf(stem, (stemLength + length + 1) * 2);
        }
        System.arraycopy(utf8, offset, stem, stemLength, length);
        stemLength += length;
        stem[stemLength++] = '-';
    }

    /** Whether the file's name is made of name, version and build as the pools have them. */
    private boolean isRegular(PackageFormat format, ByteBuffer fileName) {
        int length = stemLength - 1;
        if (!nameAsWritten || fileName.remaining() != length + format.suffix().length()) {
            return false;
        }
        // The ending is that of the format, or it would not be listed under it.
        int start = fileName.arrayOffset() + fileName.position();
        return Arrays.equals(fileName.array(), start, start + length, stem, 0, length);
    }
}
