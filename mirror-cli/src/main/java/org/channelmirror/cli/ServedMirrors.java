package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.MirrorServerBuilder;
import org.channelmirror.server.SyncJob;

/** What a configuration has the server keep up to date, with a client for each of its mirrors. */
final class ServedMirrors implements AutoCloseable {

    private final List<MirrorDefinition> definitions;
    private final List<SyncJob> jobs = new ArrayList<>();

    private ServedMirrors(List<MirrorDefinition> definitions) {
        this.definitions = definitions;
    }

    static ServedMirrors open(Session session, List<MirrorDefinition> definitions, OpenStorage target)
            throws MirrorException {
        ServedMirrors mirrors = new ServedMirrors(definitions);
        for (MirrorDefinition definition : definitions) {
            AccountName account = session.place(Optional.of(definition)).account();
            VisibilityNote.of(target, account, definition);
            MirrorClient client = session.client(definition, MirrorListener.NONE);
            mirrors.jobs.add(new SyncJob(
                    client,
                    definition.syncRequest(target.storage()).account(account).build()));
        }
        return mirrors;
    }

    void addTo(MirrorServerBuilder builder) {
        for (int i = 0; i < jobs.size(); i++) {
            AccountName account = jobs.get(i).request().account();
            definitions.get(i).visibility().ifPresent(visibility -> builder.visibility(account, visibility));
            builder.job(jobs.get(i));
        }
    }

    @Override
    public void close() {
        jobs.forEach(job -> job.client().close());
    }
}
