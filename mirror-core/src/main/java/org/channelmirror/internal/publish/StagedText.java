package org.channelmirror.internal.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.channelmirror.internal.index.TextForm;
import org.channelmirror.internal.state.PublishedFile;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.Publication;
import org.channelmirror.spi.StageKey;
import org.channelmirror.spi.StoragePath;
import org.channelmirror.spi.VersionToken;

/** A small text on its way, in one or more forms: the text goes in, the forms are staged, their checksums known at the end. */
public final class StagedText extends OutputStream {

    private final ChannelStorage storage;
    private final StoragePath folder;
    private final List<One> forms = new ArrayList<>();
    private final List<String> sha256 = new ArrayList<>();

    private StagedText(ChannelStorage storage, StoragePath folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /** One form of it. */
    private record One(String fileName, StagedOutput staged, DigestOutputStream digested, OutputStream encoder) {}

    /**
     * Begins one.
     *
     * @param folder where it is to be published
     * @param keys where the forms are staged, below this
     * @param forms in the order in which they are to become visible
     */
    public static StagedText begin(
            ChannelStorage storage, StoragePath folder, String keys, String fileName, List<TextForm> forms)
            throws IOException {
        StagedText text = new StagedText(storage, folder);
        for (TextForm form : forms) {
            String name = form.of(fileName);
            StagedOutput staged = StagedOutput.fresh(storage, new StageKey(keys + "~" + name));
            DigestOutputStream digested = new DigestOutputStream(staged, DigestAlgorithm.SHA256.newDigest());
            text.forms.add(new One(name, staged, digested, form.encoder(digested)));
        }
        return text;
    }

    /** Writes a text. */
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Takes a whole text and ends it; of one that cannot be written nothing stays staged. */
    public void fill(Writer writer) throws IOException {
        boolean isWhole = false;
        try (this) {
            writer.write(this);
            isWhole = true;
        } finally {
            if (!isWhole) {
                discard();
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (One form : forms) {
            form.encoder().write(bytes, offset, length);
        }
    }

    /** Ends the text; what is staged stays so. */
    @Override
    public void close() throws IOException {
        if (!sha256.isEmpty()) {
            return;
        }
        for (One form : forms) {
            form.encoder().close();
            byte[] digest = form.digested().getMessageDigest().digest();
            sha256.add(Digest.of(DigestAlgorithm.SHA256, digest).hex());
        }
    }

    /** Makes the closed text visible, unless it is what was published and is still there. */
    public List<PublishedFile> publish(List<PublishedFile> before) throws IOException {
        if (isPublished(before)) {
            discard();
            return before;
        }
        return published(storage.publish(publications()));
    }

    /** The forms of the closed text, for one who publishes them with an index. */
    List<StagedIndex> indexes() {
        List<StagedIndex> indexes = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            indexes.add(new StagedIndex(forms.get(i).fileName(), forms.get(i).staged(), sha256.get(i)));
        }
        return indexes;
    }

    /** What is to be published of the closed text, for one who publishes it with something else. */
    List<Publication> publications() {
        List<Publication> publications = new ArrayList<>();
        for (One form : forms) {
            publications.add(new Publication(form.staged().staged(), folder.resolve(form.fileName())));
        }
        return publications;
    }

    /** What was published, by the tokens that the storage answered. */
    List<PublishedFile> published(List<VersionToken> tokens) {
        List<PublishedFile> files = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            files.add(new PublishedFile(forms.get(i).fileName(), tokens.get(i), sha256.get(i)));
        }
        return files;
    }

    private boolean isPublished(List<PublishedFile> before) throws IOException {
        if (before.size() != forms.size()) {
            return false;
        }
        for (int i = 0; i < forms.size(); i++) {
            PublishedFile file = before.get(i);
            if (!file.name().equals(forms.get(i).fileName()) || !file.sha256().equals(sha256.get(i))) {
                return false;
            }
        }
        return areInPlace(storage, folder, before);
    }

    /** Whether files are what was published. */
    public static boolean areInPlace(ChannelStorage storage, StoragePath folder, List<PublishedFile> files)
            throws IOException {
        for (PublishedFile file : files) {
            boolean isThere = storage.stat(folder.resolve(file.name()))
                    .filter(object -> object.token().equals(file.token()))
                    .isPresent();
            if (!isThere) {
                return false;
            }
        }
        return !files.isEmpty();
    }

    /** Drops what is staged. */
    void discard() throws IOException {
        for (One form : forms) {
            form.staged().staged().discard();
            form.staged().staged().close();
        }
    }
}
