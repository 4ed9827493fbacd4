package org.channelmirror.internal.query;

import java.util.List;
import java.util.Objects;
import org.channelmirror.internal.merge.UpstreamFile;
import org.channelmirror.repodata.Section;
import org.channelmirror.spi.Decision;
import org.jspecify.annotations.Nullable;

/** What one channel's index says of a file: in a record for every client, one in {@code v3}, or both, as in {@link UpstreamFile}. */
final class ChannelListing {

    private @Nullable Judged record;
    private @Nullable Judged revised;

    /** A record's content, and what is said of it. */
    record Judged(FileContent content, Decision decision, List<Decision> opinions, List<String> facts) {

        Judged with(Decision other) {
            return new Judged(content, other, opinions, facts);
        }
    }

    /** Of two records under one name the last counts. */
    void add(Section.Revision revision, Judged judged) {
        if (revision == Section.Revision.FIRST) {
            record = judged;
        } else {
            revised = judged;
        }
    }

    /** The content that the file has. */
    FileContent content() {
        return reference().content();
    }

    /** The record that decides. */
    Judged inForce() {
        Judged first = reference();
        boolean other = revised != null
                && !first.decision().isAccepted()
                && revised.decision().isAccepted()
                && revised.content().isSameAs(first.content());
        return other ? Objects.requireNonNull(revised) : first;
    }

    private Judged reference() {
        return Objects.requireNonNull(record != null ? record : revised, "a listing has a record");
    }
}
