package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.MirrorServerBuilder;
import org.channelmirror.server.SyncJob;

/** What a server keeps up to date: the mirrors of the configuration; without one every account, by the one that filled it. */
record ServedMirrors(Session session, List<MirrorDefinition> definitions, OpenStorage target) {

    void addTo(MirrorServerBuilder builder) throws MirrorException {
        if (session.options().configFile == null) {
            builder.jobs(this::remembered);
        }
        for (MirrorDefinition definition : definitions) {
            Place place = session.place(Optional.of(definition));
            AccountName account = place.account();
            VisibilityNote.of(target, account, definition);
            definition.visibility().ifPresent(visibility -> builder.visibility(account, visibility));
            builder.job(job(new MirrorFinder.Found(place, () -> definition)));
        }
    }

    /** Whether there is anything to keep up to date, as far as is known now. */
    boolean isEmpty() throws MirrorException {
        return definitions.isEmpty() && remembered().isEmpty();
    }

    private List<SyncJob> remembered() throws MirrorException {
        List<SyncJob> jobs = new ArrayList<>();
        for (MirrorFinder.Found found : new MirrorFinder(session).remembered()) {
            jobs.add(job(found));
        }
        return jobs;
    }

    private SyncJob job(MirrorFinder.Found found) {
        return new ServedSync(session, found, target);
    }
}
