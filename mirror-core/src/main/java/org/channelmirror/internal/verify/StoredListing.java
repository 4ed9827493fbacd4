package org.channelmirror.internal.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.StoredObject;

/** What is stored in a subdir's folder: packages in a file in the order of catalogs, with their sizes. */
final class StoredListing {

    private static final int CHUNK_BYTES = 16 << 20;

    private StoredListing() {}

    /** Takes what is no package. */
    @FunctionalInterface
    interface Others {
        void add(StoredObject other) throws IOException;
    }

    static Path of(VerifyContext context, Subdir subdir, Others others) throws IOException, InterruptedException {
        StoragePath folder = context.store().folder(subdir);
        ByteBuffer frame = ByteBuffer.allocate(512);
        try (SortedFrames frames = new SortedFrames(context.scratch(), subdir + "-stored", CHUNK_BYTES);
                Stream<StoredObject> objects = context.storage().list(folder)) {
            for (Iterator<StoredObject> each = objects.iterator(); each.hasNext(); ) {
                context.checkCancelled();
                StoredObject object = each.next();
                String name = object.path().value().substring(folder.value().length() + 1);
                if (!PackageFileName.isValid(name)) {
                    others.add(object);
                    continue;
                }
                frame.clear();
                FrameKey.put(frame, new PackageFileName(name).format(), name.getBytes(StandardCharsets.US_ASCII));
                frames.add(frame.putLong(object.size()).flip());
            }
            return frames.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static long size(FrameReader frame) {
        return ByteBuffer.wrap(frame.payload()).getLong(FrameKey.end(frame.payload()));
    }
}
