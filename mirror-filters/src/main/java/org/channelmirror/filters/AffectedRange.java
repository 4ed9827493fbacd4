package org.channelmirror.filters;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spec.Version;

/** The versions between the events of one range of an advisory, in conda's order. Immutable and thread-safe. */
final class AffectedRange {

    private static final Comparator<Event> ORDER =
            Comparator.comparing(Event::at).thenComparing(Event::kind);

    private final boolean fromTheFirst;
    private final List<Event> events;

    private AffectedRange(boolean fromTheFirst, List<Event> events) {
        this.fromTheFirst = fromTheFirst;
        this.events = events;
    }

    /** What happens at a version; where several things do, in this order. */
    enum Kind {
        FIXED,
        INTRODUCED,
        LAST_AFFECTED
    }

    /** An event as it is written. */
    record Mark(Kind kind, String version) {

        private boolean isTheFirst() {
            return kind == Kind.INTRODUCED && (version.equals("0") || event().isEmpty());
        }

        private Optional<Event> event() {
            return Version.tryParse(version).map(at -> new Event(kind, at));
        }
    }

    private record Event(Kind kind, Version at) {}

    static AffectedRange of(List<Mark> marks) {
        List<Event> events = marks.stream()
                .filter(mark -> !mark.isTheFirst())
                .flatMap(mark -> mark.event().stream())
                .sorted(ORDER)
                .toList();
        return new AffectedRange(marks.stream().anyMatch(Mark::isTheFirst), events);
    }

    boolean includes(Version version) {
        boolean inside = fromTheFirst;
        for (Event event : events) {
            int order = version.compareTo(event.at());
            if (event.kind() == Kind.INTRODUCED && order >= 0) {
                inside = true;
            } else if ((event.kind() == Kind.FIXED && order >= 0)
                    || (event.kind() == Kind.LAST_AFFECTED && order > 0)) {
                inside = false;
            }
        }
        return inside;
    }
}
