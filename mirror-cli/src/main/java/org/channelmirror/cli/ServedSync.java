package org.channelmirror.cli;

import org.channelmirror.MirrorClient;
import org.channelmirror.api.Cancellation;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.SubdirReport;
import org.channelmirror.config.ConfigException;
import org.channelmirror.config.ConfigProblem;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;
import org.channelmirror.server.SyncJob;

/** Does what {@code sync} does, for a server. */
final class ServedSync implements SyncJob {

    private final Session session;
    private final MirrorFinder.Found found;
    private final OpenStorage target;

    ServedSync(Session session, MirrorFinder.Found found, OpenStorage target) {
        this.session = session;
        this.found = found;
        this.target = target;
    }

    @Override
    public AccountName account() {
        return found.place().account();
    }

    @Override
    public MirrorReport sync(Cancellation cancellation) throws MirrorException {
        MirrorDefinition definition = definition();
        VisibilityNote.of(target, account(), definition);
        Finish finish = new Finish(definition.onFinish(), "sync", account(), cancellation);
        try (MirrorClient client = session.client(definition, MirrorListener.NONE)) {
            SyncAnswer answer = new SyncAnswer(
                    found.place(),
                    definition.warnings(),
                    client.sync(definition
                            .syncRequest(target.storage())
                            .account(account())
                            .cancellation(cancellation)
                            .build()));
            tell(new SyncAnswer(found.place(), finish.after(answer), answer.report()));
            return answer.report();
        } catch (MirrorException e) {
            finish.after(e, session.messages());
            throw e;
        }
    }

    private void tell(SyncAnswer answer) {
        Messages messages = session.messages();
        answer.warnings().forEach(messages::warning);
        for (SubdirReport subdir : answer.report().subdirs()) {
            subdir.failure().ifPresent(failure -> messages.line("warning: " + subdir.subdir() + " failed: " + failure));
        }
        messages.line(answer.summary());
    }

    private MirrorDefinition definition() throws MirrorException {
        try {
            return found.source().definition();
        } catch (UsageException e) {
            throw new ConfigException(
                    ConfigProblem.ofFile("account " + account(), e.getMessage() + "; " + e.hint()), e);
        }
    }
}
