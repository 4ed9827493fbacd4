package org.channelmirror.internal.index;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.channelmirror.api.TransferException;
import org.channelmirror.internal.state.IndexInput;

/** What asking a channel for a subdir's index came to. */
public sealed interface UpstreamIndex {

    /** The ways an index is offered, in the order in which they are asked for. */
    enum Variant {
        ZST("repodata.json.zst"),
        BZ2("repodata.json.bz2"),
        JSON("repodata.json");

        public static final List<Variant> ORDER = List.of(values());

        private final String fileName;

        Variant(String fileName) {
            this.fileName = fileName;
        }

        public String fileName() {
            return fileName;
        }

        /** The one of a file name. */
        public static Optional<Variant> of(String fileName) {
            return ORDER.stream()
                    .filter(variant -> variant.fileName.equals(fileName))
                    .findFirst();
        }

        /** The plain text of what is stored in this way; closing it closes the file. */
        public InputStream decoded(InputStream file) throws IOException {
            return switch (this) {
                case ZST -> new ZstdInputStreamNoFinalizer(file);
                case BZ2 -> new BZip2CompressorInputStream(file, true);
                case JSON -> file;
            };
        }
    }

    /**
     * The index was fetched.
     *
     * @param file its text, as it came or as it was made
     * @param uri where it was read
     * @param from where it came from after redirects
     * @param found its records, where they are known without reading the text
     * @param shards what is to be kept, so that the next one can be made from it and the shards that changed
     * @param others where the same index is asked for if this text turns out to be damaged
     */
    record Fetched(
            Path file,
            URI uri,
            URI from,
            IndexInput input,
            Optional<FoundRecords> found,
            Optional<ShardedText> shards,
            OtherForms others)
            implements UpstreamIndex {

        /** An index of which nothing is to be kept. */
        public Fetched(Path file, URI uri, IndexInput input) {
            this(file, uri, uri, input, Optional.empty(), Optional.empty(), OtherForms.NONE);
        }

        public Fetched with(FoundRecords records) {
            return new Fetched(file, uri, from, input, Optional.of(records), shards, others);
        }

        public Fetched with(ShardedText sharded) {
            return new Fetched(file, uri, from, input, found, Optional.of(sharded), others);
        }

        public Fetched with(OtherForms forms) {
            return new Fetched(file, uri, from, input, found, shards, forms);
        }
    }

    /** The forms in which an index is offered beside the one that was fetched. */
    @FunctionalInterface
    interface OtherForms {

        /** There are none. */
        OtherForms NONE = problem -> Optional.empty();

        /** Says what is wrong with the one that was fetched, and asks for the next; empty if none can be had. */
        Optional<Fetched> ask(String problem) throws IOException, InterruptedException;
    }

    /** It is what it was at the last run. */
    record Unchanged(IndexInput input) implements UpstreamIndex {}

    /** The channel does not have the subdir. */
    record Absent() implements UpstreamIndex {}

    /** It could not be read. */
    record Unreadable(TransferException cause) implements UpstreamIndex {}
}
