package org.channelmirror.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorPlan;
import org.channelmirror.api.MirrorReport;
import org.channelmirror.api.StorageException;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.config.MirrorDefinition;
import picocli.CommandLine.Command;

/** {@code demo}. */
@Command(
        name = "demo",
        description = "Mirrors a small sample channel, offline, and shows each step. Everything is in"
                + " ./channel-mirror-demo; with --root the mirror is there.")
final class DemoCommand implements Action {

    private static final String FOLDER = "channel-mirror-demo";

    @Override
    public Answer run(Session session) throws MirrorException {
        if (session.options().configFile != null) {
            throw new UsageException("the demo writes a configuration of its own", "use yours with \"sync\"");
        }
        Path folder = session.workingDir().resolve(FOLDER).normalize();
        DemoFiles files = new DemoFiles(folder);
        try {
            files.write();
            MirrorDefinition definition = session.load(files.configuration());
            Place place = session.place(Optional.of(definition));
            try (OpenStorage target = session.open(place);
                    Progress progress = session.progress();
                    MirrorClient client = session.client(definition, progress)) {
                SyncRequest request = definition
                        .syncRequest(target.storage())
                        .account(place.account())
                        .cancellation(session.cancellation())
                        .build();
                MirrorPlan plan = client.plan(request);
                MirrorReport report = client.sync(request);
                return new DemoAnswer(
                        place,
                        files,
                        files.readConfiguration(),
                        new PlanAnswer(place, definition.warnings(), plan, Optional.empty()),
                        new SyncAnswer(place, definition.warnings(), report),
                        DemoFiles.tree(place.folder()));
            }
        } catch (IOException e) {
            throw new StorageException(folder.toString(), e);
        }
    }
}
