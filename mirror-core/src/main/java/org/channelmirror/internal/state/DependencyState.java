package org.channelmirror.internal.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.UninstallableNames;
import org.channelmirror.internal.frames.DamagedFileException;

/**
 * What an account's packages needed and missed when that was looked at last.
 *
 * @param standing whether that is so still
 * @param count how many names were missing
 * @param broken the first of them
 * @param uninstallable the names that could not be installed
 */
public record DependencyState(
        Standing standing, long count, List<BrokenDependency> broken, UninstallableNames uninstallable) {

    private static final int HEAD_FIELDS = 4;

    /** Nothing was looked at yet. */
    public static final DependencyState NONE =
            new DependencyState(Standing.OPEN, 0, List.of(), UninstallableNames.NONE);

    /** Whether all subdirs are as they were looked at. */
    public enum Standing {
        /** All that was decided then is published, and nothing else is. */
        SETTLED,
        /** A later run began to publish, and nobody knows how far it came. */
        OPEN
    }

    public DependencyState {
        Objects.requireNonNull(standing, "standing");
        broken = List.copyOf(broken);
    }

    /** The same, of which nobody knows whether it is so still. */
    public DependencyState opened() {
        return new DependencyState(Standing.OPEN, count, broken, uninstallable);
    }

    byte[] encode() {
        StateText text = new StateText();
        text.add("missing", standing.name(), Long.toString(count), Long.toString(uninstallable.count()));
        broken.forEach(each -> text.add(each.name(), each.spec(), each.reason(), Long.toString(each.packages())));
        uninstallable.names().forEach(text::add);
        return text.encode();
    }

    static DependencyState decode(byte[] bytes) throws DamagedFileException {
        List<List<String>> lines = StateText.decode(bytes).lines();
        if (lines.isEmpty()) {
            throw new DamagedFileException("it has no first line");
        }
        List<String> head = lines.get(0);
        if (head.size() < HEAD_FIELDS) {
            // An earlier program wrote it, which did not look at everything.
            return NONE;
        }
        List<BrokenDependency> broken = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() == 1) {
                names.add(line.get(0));
            } else {
                broken.add(new BrokenDependency(line.get(0), line.get(1), line.get(2), Long.parseLong(line.get(3))));
            }
        }
        return new DependencyState(
                Standing.valueOf(head.get(1)),
                Long.parseLong(head.get(2)),
                broken,
                new UninstallableNames(Long.parseLong(head.get(3)), names));
    }
}
