package org.channelmirror.internal.archive;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ImportRequest;
import org.channelmirror.internal.archive.ImportMerge.Rule;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.state.ImportNote;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;

/** Whether an archive fits what is here, and what becomes of each subdir's published packages then. */
final class ImportRules {

    /** What the state says of a subdir that was filled by an import: no sync takes it for its own work. */
    static final String SETTINGS = "imported";

    private final SyncContext context;
    private final Map<Subdir, Rule> rules = new HashMap<>();

    private ImportRules(SyncContext context) {
        this.context = context;
    }

    /** Looks at what the manifest says, before anything of it is taken. */
    static ImportRules of(ImportRequest request, SyncContext context, @Nullable ImportManifest manifest)
            throws IOException {
        ImportRules rules = new ImportRules(context);
        if (manifest != null) {
            rules.look(manifest, request.older());
        }
        return rules;
    }

    /** What becomes of a subdir; without a manifest nothing says that what is here and not there was removed. */
    Rule of(Subdir subdir) {
        return rules.getOrDefault(subdir, Rule.UNITE);
    }

    /** Whether the archive says all there is of each of these subdirs. */
    boolean replaceAll(Collection<Subdir> subdirs) {
        return subdirs.stream().allMatch(subdir -> of(subdir) == Rule.REPLACE);
    }

    /** Whether something newer than the archive is here that stays. */
    boolean isAnyOlder() {
        return rules.containsValue(Rule.UNITE_OLDER);
    }

    private void look(ImportManifest manifest, ImportRequest.Older older) throws IOException {
        ManifestHeader header = manifest.header();
        if (header.minor() > ManifestHeader.MINOR) {
            context.events()
                    .warn(
                            manifest.name(),
                            "the archive was made by a newer version; what this one does not know is passed over");
        }
        for (SubdirLine line : header.subdirs()) {
            rules.put(line.subdir(), rule(line, header, older));
        }
        List<String> missing = manifest.missing(context);
        if (!missing.isEmpty()) {
            throw ImportPublication.incomplete(missing);
        }
    }

    /** Noarch of an archive that has other platforms than are here is only a part of what they need. */
    private Rule rule(SubdirLine line, ManifestHeader header, ImportRequest.Older older) throws IOException {
        boolean unites = line.subdir().equals(Subdir.NOARCH) && hasOtherPlatforms(header);
        boolean isOlder = isOlder(line);
        if (isOlder && !unites && older == ImportRequest.Older.REFUSE) {
            throw new InvalidArchiveException(
                    Reason.OLDER,
                    context.request().account() + "/" + line.subdir(),
                    "the archive has its state of " + line.published()
                            + ", and a newer one is published here; --allow-older takes it all the same");
        }
        return !unites ? Rule.REPLACE : isOlder ? Rule.UNITE_OLDER : Rule.UNITE;
    }

    private boolean hasOtherPlatforms(ManifestHeader header) throws IOException {
        for (Subdir subdir : context.store().subdirs()) {
            if (header.line(subdir).isEmpty()
                    && context.store().subdir(subdir).map(SubdirState::packages).orElse(0L) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isOlder(SubdirLine line) throws IOException {
        Optional<SubdirState> state = context.store().subdir(line.subdir());
        if (state.isEmpty()) {
            return false;
        }
        if (!state.get().settings().equals(SETTINGS)) {
            return state.get().packages() > 0
                    && line.published().isBefore(state.get().published());
        }
        return ImportNote.read(context.storage(), context.request().account(), line.subdir())
                .filter(note -> line.isOlderThan(note.published(), note.sequence()))
                .isPresent();
    }
}
