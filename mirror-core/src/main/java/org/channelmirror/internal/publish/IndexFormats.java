package org.channelmirror.internal.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.channelmirror.api.IndexFormat;
import org.channelmirror.api.SyncMode;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.operation.Workplace;
import org.channelmirror.internal.shards.ShardFolder;
import org.channelmirror.internal.shards.StagedShards.Trust;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** The forms in which a subdir's index is published, in the order in which they become visible. */
public final class IndexFormats {

    private final Workplace work;
    private final Subdir subdir;
    private final EnumSet<IndexFormat> wanted;
    private final Trust trust;

    private IndexFormats(Workplace work, Subdir subdir, Set<IndexFormat> wanted, Trust trust) {
        this.work = work;
        this.subdir = subdir;
        this.wanted = EnumSet.copyOf(wanted);
        this.trust = trust;
    }

    /** What is asked for, and what is there: clients remember for weeks that it is, and none must grow old beside the others. */
    public static IndexFormats of(SyncContext context, Subdir subdir) throws IOException {
        Set<IndexFormat> asked = context.request().indexFormats();
        return context.request().mode() == SyncMode.RESET
                ? new IndexFormats(context.workplace(), subdir, asked, Trust.NOTHING)
                : inForce(context.workplace(), subdir, asked, Trust.LIST);
    }

    /** What is there, and these. */
    public static IndexFormats inForce(Workplace work, Subdir subdir, Set<IndexFormat> others, Trust trust)
            throws IOException {
        IndexFormats formats = new IndexFormats(work, subdir, others, trust);
        for (IndexFormat format : IndexFormat.values()) {
            if (formats.isPublished(format)) {
                formats.wanted.add(format);
            }
        }
        return formats;
    }

    boolean has(IndexFormat format) {
        return wanted.contains(format);
    }

    /** Whether the shards that are noted are taken for those that are stored. */
    Trust trust() {
        return trust;
    }

    /** Leaves a form out that cannot be made of this index. */
    void giveUp(IndexFormat format) {
        wanted.remove(format);
    }

    /** The forms that hold the whole index; the plain one is the last. */
    List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (IndexFormat format : wanted) {
            switch (format) {
                case ZST -> variants.add(Variant.ZST);
                case BZ2 -> variants.add(Variant.BZ2);
                case JSON -> variants.add(Variant.JSON);
                case SHARDS, CURRENT -> {}
            }
        }
        return variants;
    }

    /** Takes away what is not published any more, when everything else is there. */
    void deleteOthers() throws IOException {
        List<StoragePath> others = new ArrayList<>();
        for (IndexFormat format : EnumSet.complementOf(wanted)) {
            if (isPublished(format)) {
                others.addAll(files(format));
            }
        }
        work.storage().delete(others);
        ShardFolder shards = new ShardFolder(work.storage(), work.store(), subdir);
        if (!has(IndexFormat.SHARDS) && (!others.isEmpty() || shards.hasStrays())) {
            shards.deleteAll();
        }
    }

    /** Whether any form of the index is there, whoever put it there. */
    public static boolean isAnyPublished(Workplace work, Subdir subdir) throws IOException {
        for (IndexFormat format : IndexFormat.values()) {
            if (isPublished(work, subdir, format)) {
                return true;
            }
        }
        return false;
    }

    private boolean isPublished(IndexFormat format) throws IOException {
        return isPublished(work, subdir, format);
    }

    private static boolean isPublished(Workplace work, Subdir subdir, IndexFormat format) throws IOException {
        for (String name : fileNames(format)) {
            if (work.storage().stat(work.store().published(subdir, name)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private List<StoragePath> files(IndexFormat format) {
        return fileNames(format).stream()
                .map(name -> work.store().published(subdir, name))
                .toList();
    }

    /** Every file in which an index can be found, shards aside. */
    public static List<String> fileNames() {
        return Stream.of(IndexFormat.values())
                .flatMap(format -> fileNames(format).stream())
                .toList();
    }

    /** The form that is found under a name. */
    public static Optional<IndexFormat> of(String fileName) {
        return Stream.of(IndexFormat.values())
                .filter(format -> fileNames(format).contains(fileName))
                .findFirst();
    }

    /** Under which names a form is found; of shards, their index. */
    public static List<String> fileNames(IndexFormat format) {
        return switch (format) {
            case SHARDS -> List.of(ShardFolder.INDEX);
            case ZST -> List.of(Variant.ZST.fileName());
            case BZ2 -> List.of(Variant.BZ2.fileName());
            case CURRENT ->
                CurrentRepodata.FORMS.stream()
                        .map(form -> form.of(CurrentRepodata.FILE_NAME))
                        .toList();
            case JSON -> List.of(Variant.JSON.fileName());
        };
    }
}
