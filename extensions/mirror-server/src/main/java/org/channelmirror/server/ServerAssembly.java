package org.channelmirror.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.channelmirror.MirrorClient;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.storage.FileSystemStorage;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Puts the parts of a server together. */
final class ServerAssembly {

    private static final int MAX_THREADS = 100;
    private static final Duration LOG_DELAY = Duration.ofSeconds(1);
    private static final Duration TLS_LOOK = Duration.ofSeconds(2);
    private static final Duration RULES_AGE_ON_DISK = Duration.ofSeconds(1);
    private static final Duration RULES_AGE_ELSEWHERE = Duration.ofSeconds(15);

    private final MirrorServerBuilder settings;
    private final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
    private final Metrics metrics = new Metrics();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor chores = new ScheduledThreadPoolExecutor(1, run -> {
        Thread thread = new Thread(run, "mirror-server-chores");
        thread.setDaemon(true);
        return thread;
    });

    ServerAssembly(MirrorServerBuilder settings) {
        this.settings = settings;
    }

    MirrorServer start() throws IOException {
        try {
            return assemble();
        } catch (IOException | RuntimeException e) {
            parts.forEach(Closing::quietly);
            throw e;
        }
    }

    private MirrorServer assemble() throws IOException {
        threads.setName("mirror-server");
        parts.add(metrics);
        parts.add(chores::shutdownNow);
        Server server = new Server(threads);
        SyncLoop loop = new SyncLoop(settings.jobs, metrics, settings.clock, settings.drainTime);
        parts.add(loop);
        server.setHandler(new GracefulHandler(handler(server, loop)));
        server.setErrorHandler(new ErrorAnswer());
        server.setRequestLog(requestLog());
        server.setStopTimeout(settings.drainTime.toMillis());
        Optional<TlsContext> tls = tls();
        ServerConnector connector = Connectors.of(server, settings.host, settings.port, settings.idleTimeout, tls);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(settings.maxConnections, connector));
        repeat(new Dawdlers(connector, settings.headTimeout), Dawdlers.pause(settings.headTimeout));
        try {
            server.start();
        } catch (Exception e) {
            Closing.quietly(server::stop);
            throw new IOException("cannot listen at " + settings.host + ":" + settings.port + ": " + e.getMessage(), e);
        }
        Optional.ofNullable(settings.schedule).ifPresent(loop::start);
        return new MirrorServer(server, connector, uri(connector, tls.isPresent()), parts);
    }

    private RootHandler handler(Server server, SyncLoop loop) throws IOException {
        ChannelStorage storage = settings.storage;
        // A look at a local file is over before another thread has woken up; others may take a journey through the
        // network.
        boolean local = storage instanceof FileSystemStorage;
        GzipFiles gzipFiles = new GzipFiles(storage);
        parts.add(gzipFiles);
        Gatekeeper gatekeeper = new Gatekeeper(
                storage, settings.visibilities, settings.clock, local ? RULES_AGE_ON_DISK : RULES_AGE_ELSEWHERE);
        MirrorClient client = MirrorClient.create();
        parts.add(client);
        PublishedIndexes indexes = new PublishedIndexes(storage);
        return new RootHandler(
                local ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING,
                gatekeeper,
                new ChannelPaths(new Labels(storage, client)),
                new FileHandler(new Representations(storage, threads), gzipFiles, threads),
                new RootHandler.Pages(
                        new MirrorPage(storage, client, indexes, gatekeeper),
                        new HealthPage(indexes, gatekeeper, settings.clock, server::isStopping),
                        new CondarcPage(indexes, gatekeeper),
                        new SyncPage(loop, gatekeeper, threads),
                        metrics),
                threads);
    }

    private RequestLog requestLog() {
        List<RequestLog> logs = new ArrayList<>(List.of(metrics));
        if (settings.accessLog != null) {
            LogWriter writer = new LogWriter(settings.accessLog);
            parts.add(writer);
            repeat(writer::flush, LOG_DELAY);
            logs.add(new AccessLog(writer, settings.clock));
        }
        return new RequestLog.Collection(logs.toArray(RequestLog[]::new));
    }

    private Optional<TlsContext> tls() throws IOException {
        if (settings.tls == null) {
            return Optional.empty();
        }
        TlsContext context = new TlsContext(settings.tls);
        repeat(context::refresh, TLS_LOOK);
        return Optional.of(context);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // chores log their failures
    private void repeat(Runnable chore, Duration pause) {
        chores.scheduleWithFixedDelay(chore, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private URI uri(ServerConnector connector, boolean secure) {
        String host = settings.host.equals("0.0.0.0") || settings.host.equals("::") ? "127.0.0.1" : settings.host;
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((secure ? "https" : "http") + "://" + name + ":" + connector.getLocalPort() + "/");
    }
}
