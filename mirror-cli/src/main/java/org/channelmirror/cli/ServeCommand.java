package org.channelmirror.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.StorageException;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.server.MirrorServer;
import org.channelmirror.server.MirrorServerBuilder;
import org.channelmirror.server.SyncSchedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}. */
@Command(
        name = "serve",
        description = "Serves the mirror to conda clients until it is stopped: http://HOST:PORT/conda/ACCOUNT/ is a"
                + " channel. It can also keep the mirror up to date.")
final class ServeCommand implements Action {

    private static final long LOOK_MILLIS = 100;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen at, 0.0.0.0 for all. Otherwise 127.0.0.1: this machine alone.")
    String host = "";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "The port. Otherwise 8080.")
    int port;

    @Option(
            names = "--sync-every",
            paramLabel = "TIME|CRON",
            description = {
                "Sync the mirrors of the configuration, such as every 6h, or as \"30 2 * * *\" of cron says. Without a"
                        + " configuration: every account, each with the one that filled it."
            })
    @Nullable
    String syncEvery;

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Serve over TLS, with this certificate.")
    @Nullable
    Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "The certificate's key, PKCS #8, no password.")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--access-log",
            paramLabel = "FILE|off",
            description = "Where a line for each request goes. Otherwise to stdout; with --json, to stderr.")
    @Nullable
    String accessLog;

    @Override
    public Answer run(Session session) throws MirrorException {
        List<MirrorDefinition> definitions = session.servedDefinitions();
        Place place = session.place(definitions.stream().findFirst());
        try (OpenStorage target = session.open(place);
                AccessLogFile log = AccessLogFile.of(accessLog, session)) {
            ServedMirrors mirrors = new ServedMirrors(session, definitions, target);
            MirrorServerBuilder builder = settings(MirrorServer.builder(target.storage()), session);
            if (syncEvery != null && mirrors.isEmpty()) {
                throw new UsageException(
                        "--sync-every has nothing to sync: no configuration filled an account in " + place.root(),
                        "add --config-file");
            }
            mirrors.addTo(builder);
            log.stream().ifPresent(builder::accessLog);
            return serve(builder, place, session);
        } catch (IOException e) {
            throw new StorageException(place.root().toString(), e);
        }
    }

    private MirrorServerBuilder settings(MirrorServerBuilder builder, Session session) {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new UsageException("--tls-cert and --tls-key go together", "give both");
        }
        if (tlsCert != null && tlsKey != null) {
            builder.tls(
                    session.workingDir().resolve(tlsCert), session.workingDir().resolve(tlsKey));
        }
        try {
            Optional.ofNullable(syncEvery).map(SyncSchedule::parse).ifPresent(builder::schedule);
            return builder.host(host).port(port);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "");
        }
    }

    private static ServeAnswer serve(MirrorServerBuilder builder, Place place, Session session) throws IOException {
        MirrorServer server;
        try {
            server = builder.start();
        } catch (IOException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()), "check --host, --port and the files of --tls-cert and --tls-key");
        }
        try (server) {
            session.messages().line("serving " + place.root() + " at " + server.uri() + "conda/");
            while (!session.cancellation().isCancelled()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ServeAnswer(place, server.uri());
    }
}
