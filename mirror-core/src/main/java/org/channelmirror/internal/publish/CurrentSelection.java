package org.channelmirror.internal.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.TextPointer;
import org.channelmirror.internal.merge.NameGroups;
import org.channelmirror.internal.merge.NamedRow;
import org.channelmirror.internal.merge.SubdirSources;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.repodata.TextRange;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.RecordCandidate;

/**
 * Selects what conda-index puts into {@code current_repodata.json}: of each name all builds of the newest version; where one of these
 * needs something of the same subdir that no other does for, all builds of the newest version that does, once and not again for what
 * that needs; and where one has features, the newest package of the name that has none. Packages are sorted by name on disk, and
 * those of one name are in memory at a time.
 */
final class CurrentSelection implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 << 20;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_KEY = Short.MAX_VALUE;

    private final Subdir subdir;
    private final IndexText text;
    private final RecordReader reader = new RecordReader();
    private final LazyFrames rows;
    private final LazyFrames needs;
    private final LazyFrames selected;

    CurrentSelection(Subdir subdir, Path text, Path scratch, String name) throws IOException {
        this.subdir = subdir;
        this.text = new IndexText(text);
        this.rows = new LazyFrames(scratch, name + "-rows", CHUNK_BYTES);
        this.needs = new LazyFrames(scratch, name + "-needs", CHUNK_BYTES);
        this.selected = new LazyFrames(scratch, name + "-selected", CHUNK_BYTES);
    }

    /** Answers {@link TextPointer}s to the selected records, sorted as an index is. */
    FrameReader select(SubdirSources.Catalog catalog) throws IOException {
        collect(catalog);
        Optional<Path> all = rows.finish();
        if (all.isEmpty()) {
            return FrameReader.empty();
        }
        try (NameGroups groups = new NameGroups(new FrameReader(Files.newInputStream(all.get())))) {
            while (groups.next()) {
                for (NamedRow row : newest(groups.rows())) {
                    select(row);
                    noteNeeds(row);
                }
            }
        }
        try (NameGroups groups = new NameGroups(new FrameReader(Files.newInputStream(all.get())));
                FrameReader specs = needs.open()) {
            boolean hasSpecs = specs.next();
            while (groups.next()) {
                while (hasSpecs && compare(NamedRow.nameOf(specs), groups.name()) < 0) {
                    hasSpecs = specs.next();
                }
                Set<NamedRow> chosen = new LinkedHashSet<>(newest(groups.rows()));
                Set<NamedRow> added = new LinkedHashSet<>();
                while (hasSpecs && NamedRow.nameOf(specs).equals(groups.name())) {
                    added.addAll(missing(NamedRow.detailOf(specs), chosen, groups.rows()));
                    hasSpecs = specs.next();
                }
                chosen.addAll(added);
                withoutFeatures(chosen, groups.rows()).ifPresent(added::add);
                for (NamedRow row : added) {
                    select(row);
                }
            }
        }
        return selected.open();
    }

    /** In the order of the sorted file. */
    private static int compare(String a, String b) {
        return JsonObject.NAMES.compare(a, b);
    }

    private void collect(SubdirSources.Catalog catalog) throws IOException {
        Holding entry = new Holding();
        try (FrameReader frames = catalog.open()) {
            while (frames.next()) {
                if (entry.read(frames).is(Holding.PUBLISHED) && entry.hasRecord()) {
                    TextRange place =
                            new TextRange(entry.recordOffset(), entry.recordLength(), TextRange.Layout.COMPACT);
                    PackageRecord record = record(entry.section(), entry.name().value(), place);
                    if (record.name().length() <= LONGEST_NAME) {
                        rows.add(NamedRow.of(record, place).frame());
                    }
                }
            }
        }
    }

    private PackageRecord record(PackageFormat format, String file, TextRange place) throws IOException {
        text.find(place);
        Section section = format == PackageFormat.CONDA ? Section.PACKAGES_CONDA : Section.PACKAGES;
        return reader.read(section, file, text.buffer(), text.offset(), text.length())
                .view(subdir, null, null);
    }

    private PackageRecord record(NamedRow row) throws IOException {
        return record(row.file().format(), row.file().value(), row.place());
    }

    private static List<NamedRow> newest(List<NamedRow> rows) {
        return rows.stream().filter(row -> row.isOf(rows.get(0))).toList();
    }

    private void noteNeeds(NamedRow row) throws IOException {
        for (String spec : record(row).depends()) {
            Optional<String> name = parse(spec).flatMap(MatchSpec::name);
            if (name.isPresent()) {
                byte[] key = NamedRow.key(name.get(), spec);
                if (key.length <= LONGEST_KEY) {
                    ByteBuffer frame = ByteBuffer.allocate(3 + key.length);
                    FrameKey.put(frame, 0, key, key.length);
                    needs.add(frame.flip());
                }
            }
        }
    }

    /** What nobody can read needs nothing. */
    private static Optional<MatchSpec> parse(String spec) {
        try {
            return Optional.of(MatchSpec.parse(spec));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is to be added so that a spec is met; nothing if it is already, or cannot be. */
    private List<NamedRow> missing(String spec, Set<NamedRow> chosen, List<NamedRow> rows) throws IOException {
        MatchSpec match = parse(spec).orElseThrow();
        if (match.isNameOnly()) {
            return List.of();
        }
        for (NamedRow row : chosen) {
            if (match.matches(RecordCandidate.of(record(row)))) {
                return List.of();
            }
        }
        for (NamedRow row : rows) {
            if (!chosen.contains(row) && match.matches(RecordCandidate.of(record(row)))) {
                return rows.stream().filter(each -> each.isOf(row)).toList();
            }
        }
        return List.of();
    }

    private static Optional<NamedRow> withoutFeatures(Set<NamedRow> chosen, List<NamedRow> rows) {
        return chosen.stream().allMatch(row -> row.features() == NamedRow.Features.NONE)
                ? Optional.empty()
                : rows.stream()
                        .filter(row -> row.features() == NamedRow.Features.NONE)
                        .findFirst();
    }

    private void select(NamedRow row) throws IOException {
        byte[] file = row.file().value().getBytes(StandardCharsets.US_ASCII);
        int section = FrameKey.number(row.file().format());
        selected.add(new TextPointer(0, row.place(), OptionalLong.empty()).frame(section, file, file.length));
    }

    @Override
    public void close() throws IOException {
        text.close();
        rows.discard();
        needs.discard();
        selected.discard();
    }
}
