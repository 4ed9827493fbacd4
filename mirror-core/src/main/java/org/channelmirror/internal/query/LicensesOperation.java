package org.channelmirror.internal.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.channelmirror.api.LicenseCount;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.MalformedRepodataException;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.StoragePath;

/** Counts listed packages by licence. */
public final class LicensesOperation {

    private static final int CHUNK_BYTES = 16 << 20;

    /** Licences are free text: an index that has one for each package must not take the memory for them. */
    private static final int MOST = 20_000;

    private static final String OTHERS = "(others)";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> licenses = new ArrayList<>();
    private final List<long[]> counts = new ArrayList<>();

    private LicensesOperation() {}

    public static List<LicenseCount> run(StatusRequest request) throws MirrorException {
        LicensesOperation counting = new LicensesOperation();
        StateStore store = new StateStore(request.target(), request.account());
        try (Scratch scratch = Scratch.temporary()) {
            for (Subdir subdir : store.subdirs()) {
                StoragePath index = store.published(subdir, UpstreamIndex.Variant.JSON.fileName());
                try (InputStream in = request.target().open(index, ByteRange.ALL)) {
                    counting.count(in, subdir, scratch.folder());
                } catch (NoSuchFileException e) {
                    throw new StorageException(index.value(), e);
                } catch (MalformedRepodataException e) {
                    throw new StorageException(index.value(), new IOException("the index is damaged", e));
                }
            }
        } catch (UncheckedIOException e) {
            throw new StorageException("account " + request.account(), new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw new StorageException("account " + request.account(), e);
        }
        return counting.result();
    }

    /** What the index lists under its format and in {@code v3} is one package. */
    private void count(InputStream in, Subdir subdir, Path scratch) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(512);
        try (SortedFrames frames = new SortedFrames(scratch, subdir + "-licenses", CHUNK_BYTES)) {
            IndexSearch.run(in, subdir, null, record -> true, IndexSearch.SeenTimes.NONE, (record, raw) -> {
                try {
                    frames.add(encode(frame, record));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Path sorted = frames.finish();
            add(sorted);
            Files.delete(sorted);
        }
    }

    private ByteBuffer encode(ByteBuffer frame, PackageRecord record) {
        frame.clear();
        FrameKey.put(frame, record.file().format(), record.file().value().getBytes(StandardCharsets.US_ASCII));
        return frame.putInt(number(record.license().orElse("")))
                .putLong(record.size().orElse(0))
                .flip();
    }

    private int number(String license) {
        Integer known = numbers.get(license);
        if (known != null) {
            return known;
        }
        String name = numbers.size() < MOST ? license : OTHERS;
        return numbers.computeIfAbsent(name, fresh -> {
            licenses.add(fresh);
            counts.add(new long[2]);
            return licenses.size() - 1;
        });
    }

    private void add(Path sorted) throws IOException {
        try (FrameReader frames = new FrameReader(Files.newInputStream(sorted))) {
            while (frames.next()) {
                ByteBuffer in = ByteBuffer.wrap(frames.payload()).position(FrameKey.end(frames.payload()));
                long[] count = counts.get(in.getInt());
                count[0]++;
                count[1] += in.getLong();
            }
        }
    }

    private List<LicenseCount> result() {
        List<LicenseCount> result = new ArrayList<>();
        for (int i = 0; i < licenses.size(); i++) {
            result.add(new LicenseCount(licenses.get(i), counts.get(i)[0], counts.get(i)[1]));
        }
        result.sort(Comparator.comparingLong(LicenseCount::packages).reversed().thenComparing(LicenseCount::license));
        return result;
    }
}
