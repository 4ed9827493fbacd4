package org.channelmirror.internal.snapshots;

import java.io.IOException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.Origins;
import org.channelmirror.spi.StoredObject;
import org.jspecify.annotations.Nullable;

/** Writes the catalog of a subdir that shows a snapshot again. */
final class RestorePass {

    private final FrameWriter catalog;
    private final Files files;
    private final Holding then = new Holding();
    private final Holding now = new Holding();

    RestorePass(FrameWriter catalog, Files files) {
        this.catalog = catalog;
        this.files = files;
    }

    /** The account's files. */
    @FunctionalInterface
    interface Files {
        StoredObject stored(String fileName) throws IOException;
    }

    /** Writes what is to be known of one file, of which the snapshot, the account or both know. */
    void write(@Nullable FrameReader inSnapshot, @Nullable FrameReader inAccount) throws IOException {
        boolean isListed = inSnapshot != null && then.read(inSnapshot).is(Holding.PUBLISHED);
        if (isListed) {
            StoredObject file = files.stored(then.name().value());
            if (then.is(Holding.UNVERIFIED) || !then.token().equals(file.token())) {
                then.movedTo(file.token());
            }
            catalog.write(then.payload());
        } else if (inAccount != null) {
            now.read(inAccount).clear(Holding.PUBLISHED | Holding.WITHDRAWN);
            if (inSnapshot != null && then.is(Holding.WITHDRAWN)) {
                now.set(Holding.WITHDRAWN);
            }
            catalog.write(
                    now.unrevised().record(0, 0).origin(Origins.NO_CHANNEL).payload());
        }
    }
}
