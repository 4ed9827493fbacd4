package org.channelmirror.internal.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.StatusRequest;
import org.channelmirror.api.StorageException;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.operation.Events;
import org.channelmirror.internal.operation.Scratch;
import org.channelmirror.internal.state.Holding;
import org.channelmirror.internal.state.StateStore;
import org.channelmirror.internal.verify.VerifyContext;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.Subdir;

/** Reads an account's catalogs, one package after the other. */
public final class InventoryOperation {

    private final VerifyContext context;
    private final Scratch scratch;
    private final Iterator<Subdir> subdirs;
    private final Holding entry = new Holding();
    private Subdir subdir = Subdir.NOARCH;
    private FrameReader catalog = FrameReader.empty();

    private InventoryOperation(StatusRequest request, Scratch scratch) throws IOException {
        StateStore store = new StateStore(request.target(), request.account());
        this.context = new VerifyContext(
                request.target(), store, new Events(MirrorListener.NONE), scratch.folder(), 1, new Cancellation());
        this.scratch = scratch;
        this.subdirs = store.subdirs().iterator();
    }

    public static Stream<HeldPackage> run(StatusRequest request) throws MirrorException {
        try {
            InventoryOperation inventory = new InventoryOperation(request, Scratch.temporary());
            return StreamSupport.stream(inventory.new Packages(), false).onClose(inventory::close);
        } catch (IOException e) {
            throw new StorageException("account " + request.account(), e);
        }
    }

    /** Goes to the next package that is known to be held. */
    private boolean next() throws IOException {
        while (true) {
            while (catalog.next()) {
                if (entry.read(catalog).is(Holding.HAS_SIZE)) {
                    return true;
                }
            }
            catalog.close();
            if (!subdirs.hasNext()) {
                return false;
            }
            subdir = subdirs.next();
            catalog = open();
        }
    }

    /** A run that publishes meanwhile may take a catalog away when its successor is there. */
    private FrameReader open() throws IOException {
        try {
            return context.catalogs(subdir).current().open();
        } catch (NoSuchFileException e) {
            return context.catalogs(subdir).current().open();
        }
    }

    private HeldPackage held() {
        Optional<Digest> sha256 = entry.is(Holding.HAS_SHA256)
                ? Optional.of(Digest.of(DigestAlgorithm.SHA256, entry.sha256()))
                : Optional.empty();
        return new HeldPackage(subdir, entry.name(), entry.size(), sha256);
    }

    private void close() {
        try (scratch) {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Packages extends Spliterators.AbstractSpliterator<HeldPackage> {

        private Packages() {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        }

        @Override
        public boolean tryAdvance(Consumer<? super HeldPackage> action) {
            try {
                if (!next()) {
                    return false;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            action.accept(held());
            return true;
        }
    }
}
