package org.channelmirror.internal.merge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.model.PackageFormat;

/** Walks over {@link NamedRow}s name by name; of a package in both formats it has the new one only, as conda does. */
public final class NameGroups implements AutoCloseable {

    private final FrameReader frames;
    private boolean hasNext;
    private String name = "";
    private List<NamedRow> rows = List.of();

    public NameGroups(FrameReader frames) throws IOException {
        this.frames = frames;
        this.hasNext = frames.next();
    }

    public boolean next() throws IOException {
        if (!hasNext) {
            return false;
        }
        List<NamedRow> all = new ArrayList<>();
        NamedRow row = NamedRow.read(frames);
        name = row.name();
        while (hasNext && row.name().equals(name)) {
            all.add(row);
            hasNext = frames.next();
            row = hasNext ? NamedRow.read(frames) : row;
        }
        Set<String> twins = new HashSet<>();
        for (NamedRow each : all) {
            if (each.file().format() == PackageFormat.CONDA) {
                twins.add(each.twin());
            }
        }
        rows = all.stream()
                .filter(each -> !twins.contains(each.file().value()))
                .sorted(NamedRow.NEWEST_FIRST)
                .toList();
        return true;
    }

    public String name() {
        return name;
    }

    /** The packages of the name, the newest first. */
    public List<NamedRow> rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
