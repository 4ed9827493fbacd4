package org.channelmirror.internal.publish;

import static org.channelmirror.repodata.Section.PACKAGES;
import static org.channelmirror.repodata.Section.PACKAGES_CONDA;
import static org.channelmirror.repodata.Section.V3_CONDA;
import static org.channelmirror.repodata.Section.V3_TAR_BZ2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.merge.IndexHeader;
import org.channelmirror.internal.shards.Member;
import org.channelmirror.internal.shards.ShardNotes;
import org.channelmirror.model.PackageFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index into every variant at once, in one pass: top-level members sorted, each record on a line of its own with the
 * bytes it had upstream. Everything comes sorted, section by section.
 */
public final class RepodataOutput implements AutoCloseable {

    private static final int BUFFER = 1 << 17;
    private static final byte[] FIRST = {'\n', '"'};
    private static final byte[] NEXT = {',', '\n', '"'};
    private static final byte[] VALUE = {'"', ':'};

    /** The members that are written piece by piece, in their order, with the brackets round them. */
    private enum Section {
        PACKAGES("packages", "{", "\n}"),
        PACKAGES_CONDA("packages.conda", "{", "\n}"),
        REMOVED("removed", "[", "]"),
        SIGNATURES("signatures", "{", "\n}"),
        V3_CONDA("v3", "{\n\"conda\":{", "\n},\n\"tar.bz2\":{"),
        V3_TAR_BZ2("", "", "\n}\n}");

        private final String key;
        private final String begin;
        private final String end;

        Section(String key, String begin, String end) {
            this.key = key;
            this.begin = begin;
            this.end = end;
        }
    }

    private static final List<Section> SECTIONS = List.of(Section.values());

    private final List<IndexFile> files;
    private final IndexHeader header;
    private final @Nullable ShardNotes notes;
    private final TreeMap<String, byte[]> pending;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long written;
    private int begun;
    private @Nullable Section current;
    private boolean isOpen;
    private boolean isFirst;

    public RepodataOutput(List<IndexFile> files, IndexHeader header) throws IOException {
        this(files, header, null);
    }

    /** Begins; what is listed is noted in {@code notes}, if there are any. */
    public RepodataOutput(List<IndexFile> files, IndexHeader header, @Nullable ShardNotes notes) throws IOException {
        this.files = List.copyOf(files);
        this.header = header;
        this.notes = notes;
        this.pending = new TreeMap<>(JsonObject.NAMES);
        pending.putAll(header.others());
        pending.put("info", JsonObject.of(header.info()).getBytes(StandardCharsets.UTF_8));
        text("{");
    }

    /** Appends a record; answers where its JSON begins in the uncompressed text. What is known of it need not be looked for. */
    long record(PackageFormat format, Member record) throws IOException {
        boolean isOld = format == PackageFormat.TAR_BZ2;
        open(isOld ? Section.PACKAGES : Section.PACKAGES_CONDA);
        return noted(isOld ? PACKAGES : PACKAGES_CONDA, record);
    }

    /** What the index in force says of a file, which tells the name of its package, is said no more. */
    void changed(byte[] fileName) throws IOException {
        if (notes != null) {
            notes.changed(fileName);
        }
    }

    /** Something that the index in force says is said no more, and nobody knows of which name. */
    void doubt() {
        if (notes != null) {
            notes.doubt();
        }
    }

    /** Appends a name to {@code removed}. */
    void removed(byte[] name, int offset, int length) throws IOException {
        open(Section.REMOVED);
        next(name, offset, length);
        text("\"");
        if (notes != null) {
            notes.removed(name, offset, length, written + filled - length - 2);
        }
    }

    /** Appends a signature. */
    void signature(Member signature) throws IOException {
        open(Section.SIGNATURES);
        member(signature);
    }

    /** Appends a record to {@code v3}, where {@code .conda} comes first; answers where its JSON begins in the uncompressed text. */
    long revised(PackageFormat format, Member record) throws IOException {
        boolean isNew = format == PackageFormat.CONDA;
        open(isNew ? Section.V3_CONDA : Section.V3_TAR_BZ2);
        return noted(isNew ? V3_CONDA : V3_TAR_BZ2, record);
    }

    /** Ends the text. */
    void finish() throws IOException {
        openUntil(SECTIONS.size());
        end();
        membersBefore(null);
        text("}\n");
        flush();
        close();
    }

    @Override
    public void close() throws IOException {
        for (IndexFile file : files) {
            file.close();
        }
    }

    private long noted(org.channelmirror.repodata.Section section, Member record) throws IOException {
        long at = member(record);
        if (notes != null) {
            notes.record(section, record, at - VALUE.length - record.keyLength() - 1);
        }
        return at;
    }

    private long member(Member member) throws IOException {
        next(member.keyArray(), member.keyOffset(), member.keyLength());
        write(VALUE, 0, VALUE.length);
        long at = written + filled;
        write(member.jsonArray(), member.jsonOffset(), member.jsonLength());
        return at;
    }

    private void next(byte[] name, int offset, int length) throws IOException {
        byte[] before = isFirst ? FIRST : NEXT;
        isFirst = false;
        write(before, 0, before.length);
        write(name, offset, length);
    }

    private void open(Section section) throws IOException {
        if (section == current) {
            return;
        }
        int number = SECTIONS.indexOf(section);
        if (number < begun || !isWanted(section)) {
            throw new IllegalStateException(section + " is not due, or the header does not know of it");
        }
        openUntil(number + 1);
        current = section;
    }

    /** Begins the sections up to a number, and ends those before them. */
    private void openUntil(int count) throws IOException {
        while (begun < count) {
            end();
            Section section = SECTIONS.get(begun);
            begun++;
            if (isWanted(section)) {
                if (!section.key.isEmpty()) {
                    membersBefore(section.key);
                    key(section.key);
                }
                text(section.begin);
                isOpen = true;
                isFirst = true;
            }
        }
    }

    private void end() throws IOException {
        if (isOpen) {
            text(SECTIONS.get(begun - 1).end);
            isOpen = false;
        }
    }

    private boolean isWanted(Section section) {
        return switch (section) {
            case PACKAGES, PACKAGES_CONDA, REMOVED -> true;
            case SIGNATURES -> header.has(IndexHeader.Extension.SIGNATURES);
            case V3_CONDA, V3_TAR_BZ2 -> header.has(IndexHeader.Extension.V3);
        };
    }

    private void membersBefore(@Nullable String key) throws IOException {
        Map<String, byte[]> due = key == null ? pending : pending.headMap(key);
        Iterator<Map.Entry<String, byte[]>> members = due.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, byte[]> member = members.next();
            key(member.getKey());
            write(member.getValue(), 0, member.getValue().length);
            members.remove();
        }
    }

    private void key(String key) throws IOException {
        text((written + filled == 1 ? "" : ",\n") + JsonObject.quoted(key) + ":");
    }

    private void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - filled) {
            flush();
        }
        if (length > buffer.length) {
            out(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }
    }

    private void flush() throws IOException {
        out(buffer, 0, filled);
        filled = 0;
    }

    private void out(byte[] bytes, int offset, int length) throws IOException {
        for (IndexFile file : files) {
            file.write(bytes, offset, length);
        }
        written += length;
    }
}
