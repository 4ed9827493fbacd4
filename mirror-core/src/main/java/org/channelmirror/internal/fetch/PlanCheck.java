package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.LazyFrames;
import org.channelmirror.internal.merge.SourceMerge;
import org.channelmirror.internal.merge.UpstreamFile;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.model.PackageFileName;
import org.jspecify.annotations.Nullable;

/**
 * Compares a plan of another day with what upstream lists now. What cannot be had of it is written down in a file: that may be all
 * of it.
 */
public final class PlanCheck implements AutoCloseable {

    private final Holding planned = new Holding();
    private final LazyFrames unmet;
    private long leftOut;
    private long unmetCount;

    /** Why a planned file cannot be had. */
    private enum Reason {
        UNLISTED('U', "it is in the plan, and upstream no longer lists it"),
        OUTRANKED('R', "it is in the plan, and its name is another channel's to supply now"),
        OTHER_CONTENT('C', "it is in the plan, and upstream now lists it with another checksum or size"),
        NOT_SELECTED('S', "it is in the plan, and the settings of today do not select it"),
        KEPT('K', "it is in the plan as a replacement, and replaced_upstream keeps the old file");

        private final char code;
        private final String text;

        Reason(char code, String text) {
            this.code = code;
            this.text = text;
        }

        static String text(byte code) {
            return Arrays.stream(values())
                    .filter(reason -> reason.code == code)
                    .findFirst()
                    .orElseThrow()
                    .text;
        }
    }

    public PlanCheck(Path scratch, String name) {
        this.unmet = new LazyFrames(scratch, name, 1 << 20);
    }

    /** Upstream does not list the file at hand. */
    void unlisted(SourceMerge merge, UpstreamFile file, @Nullable Holding here) throws IOException {
        note(merge, here, file.isOutranked() ? Reason.OUTRANKED : Reason.UNLISTED);
    }

    /** Upstream lists it. */
    void listed(SourceMerge merge, UpstreamFile file, @Nullable Holding here) throws IOException {
        if (!file.isPlanned()) {
            note(merge, here, Reason.OTHER_CONTENT);
        } else if (!file.isSelected()) {
            note(merge, here, Reason.NOT_SELECTED);
        }
    }

    /** A policy keeps what is published. */
    void kept(SourceMerge merge, UpstreamFile file) throws IOException {
        if (file.isPlanned()) {
            note(merge, null, Reason.KEPT);
        }
    }

    /** A selected file that would be fetched is not in the plan. */
    void leaveOut() {
        leftOut++;
    }

    public long leftOut() {
        return leftOut;
    }

    /** How many planned files cannot be had. */
    public long unmetCount() {
        return unmetCount;
    }

    /** What is here already is done, whatever upstream says of it now. */
    private void note(SourceMerge merge, @Nullable Holding here, Reason reason) throws IOException {
        FrameReader frame = merge.planned();
        if (frame == null || (here != null && planned.read(frame).sameContent(here))) {
            return;
        }
        int end = FrameKey.end(frame.payload());
        unmet.add(ByteBuffer.allocate(end + 1)
                .put(frame.payload(), 0, end)
                .put((byte) reason.code)
                .flip());
        unmetCount++;
    }

    /** Hands over what cannot be had, each with its reason, when everything was looked at. */
    public void forEachUnmet(BiConsumer<PackageFileName, String> unmetFile) throws IOException {
        try (FrameReader frames = unmet.open()) {
            while (frames.next()) {
                byte[] payload = frames.payload();
                unmetFile.accept(FrameKey.name(payload), Reason.text(payload[FrameKey.end(payload)]));
            }
        }
    }

    @Override
    public void close() throws IOException {
        unmet.discard();
    }
}
