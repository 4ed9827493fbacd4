package org.channelmirror.internal.engine;

import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;

/** Finds, key by key, the record that counts: that of the first channel which lists the file and may supply its name. */
final class ChannelChoice {

    private final UpstreamRecord winner = new UpstreamRecord();
    private final UpstreamRecord other = new UpstreamRecord();
    private int source;
    private int supplier;
    private boolean differing;

    /** Looks at the key at hand in the first files of a merge, which are the channels'; false if no channel's record counts. */
    boolean find(FrameMerge merge, int channels) {
        source = -1;
        supplier = -1;
        differing = false;
        for (int i = 0; i < channels; i++) {
            FrameReader reader = merge.at(i);
            if (reader == null) {
                continue;
            }
            UpstreamRecord record = (source < 0 ? winner : other).read(reader);
            if (record.is(UpstreamRecord.OUTRANKED)) {
                supplier = record.channel();
            } else if (source < 0) {
                source = i;
            } else {
                differing |= !winner.sameContent(other);
            }
        }
        return source >= 0;
    }

    /** The record that counts, if there is one: always the same object. */
    UpstreamRecord record() {
        return winner;
    }

    /** Which of the files it is from. */
    int source() {
        return source;
    }

    /** Whether the file is listed, but only under a name that another channel supplies. */
    boolean isOutranked() {
        return source < 0 && supplier >= 0;
    }

    /** That channel. */
    int supplier() {
        return supplier;
    }

    /** Whether another channel lists another content under the name. */
    boolean isDiffering() {
        return differing;
    }
}
