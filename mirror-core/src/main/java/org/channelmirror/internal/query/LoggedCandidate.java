package org.channelmirror.internal.query;

import java.net.URI;
import org.channelmirror.api.HistoryEvent;
import org.channelmirror.model.Channel;
import org.channelmirror.spec.Candidate;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.Version;
import org.jspecify.annotations.Nullable;

/** A package of the history as a match spec looks at it: what its file's name tells, its subdir and its channel. */
final class LoggedCandidate implements Candidate {

    private static final String[] UNREADABLE = {"", "", ""};

    private final HistoryEvent event;
    private final String[] parts;

    LoggedCandidate(HistoryEvent event) {
        this.event = event;
        this.parts = parts(event.file().stem());
    }

    /** Name, version and build string; of these only the name may have hyphens. */
    private static String[] parts(String stem) {
        int build = stem.lastIndexOf('-');
        int version = build < 1 ? -1 : stem.lastIndexOf('-', build - 1);
        return version < 1
                ? UNREADABLE
                : new String[] {
                    stem.substring(0, version), stem.substring(version + 1, build), stem.substring(build + 1)
                };
    }

    @Override
    public String name() {
        return parts[0];
    }

    @Override
    public @Nullable Version version() {
        try {
            return Version.parse(parts[1]);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String build() {
        return parts[2];
    }

    @Override
    public long buildNumber() {
        return -1;
    }

    @Override
    public String subdir() {
        return event.subdir().name();
    }

    @Override
    public @Nullable ChannelName channel() {
        try {
            return event.from()
                    .map(url -> ChannelName.of(new Channel(URI.create(url))))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String fileName() {
        return event.file().value();
    }
}
