package org.channelmirror.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.channelmirror.model.Subdir;

/**
 * Which subdirs are mirrored: all that the channel has, or some. {@code noarch} is always among them. Immutable and
 * thread-safe.
 *
 * @param subdirs the subdirs, noarch first and then sorted; empty for all that the channel has
 */
public record SubdirSelection(Optional<List<Subdir>> subdirs) {

    private static final SubdirSelection ALL = new SubdirSelection(Optional.empty());

    /** Adds noarch, removes what stands twice, and sorts. */
    public SubdirSelection {
        subdirs = subdirs.map(SubdirSelection::normalised);
    }

    /**
     * Every subdir of the channel.
     *
     * @return the selection
     */
    public static SubdirSelection all() {
        return ALL;
    }

    /**
     * Some subdirs, and noarch.
     *
     * @param subdirs which
     * @return the selection
     */
    public static SubdirSelection some(Collection<Subdir> subdirs) {
        return new SubdirSelection(Optional.of(List.copyOf(subdirs)));
    }

    private static List<Subdir> normalised(List<Subdir> subdirs) {
        TreeSet<Subdir> sorted = new TreeSet<>(subdirs);
        sorted.remove(Subdir.NOARCH);
        List<Subdir> result = new java.util.ArrayList<>(sorted.size() + 1);
        result.add(Subdir.NOARCH);
        result.addAll(sorted);
        return List.copyOf(result);
    }
}
