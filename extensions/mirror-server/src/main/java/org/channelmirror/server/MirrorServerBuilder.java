package org.channelmirror.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.channelmirror.api.Visibility;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.ChannelStorage;
import org.jspecify.annotations.Nullable;

/** Collects a server's settings. Not thread-safe. */
public final class MirrorServerBuilder {

    private static final int MAX_PORT = 65_535;

    final ChannelStorage storage;
    final Map<AccountName, Visibility> visibilities = new HashMap<>();
    final List<SyncJobs> jobs = new ArrayList<>();
    String host = "127.0.0.1";
    int port = 8080;
    int maxConnections = 4096;
    Duration idleTimeout = Duration.ofSeconds(30);
    Duration headTimeout = Duration.ofSeconds(10);
    Duration drainTime = Duration.ofSeconds(30);
    Clock clock = Clock.systemUTC();

    @Nullable
    SyncSchedule schedule;

    @Nullable
    PemPair tls;

    @Nullable
    OutputStream accessLog;

    MirrorServerBuilder(ChannelStorage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    /**
     * Sets the address to listen at. The default is {@code 127.0.0.1}: nobody but this machine.
     *
     * @param host a name or address of this machine, or {@code 0.0.0.0} for all of them
     * @return this builder
     */
    public MirrorServerBuilder host(String host) {
        this.host = Objects.requireNonNull(host, "host");
        return this;
    }

    /**
     * Sets the port. The default is 8080.
     *
     * @param port the port; 0 for any that is free
     * @return this builder
     * @throws IllegalArgumentException if it is none
     */
    public MirrorServerBuilder port(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + MAX_PORT + ", not " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Says who may read an account, whatever the mirror itself says.
     *
     * @param account the account
     * @param visibility who may read it
     * @return this builder
     */
    public MirrorServerBuilder visibility(AccountName account, Visibility visibility) {
        visibilities.put(Objects.requireNonNull(account, "account"), Objects.requireNonNull(visibility, "visibility"));
        return this;
    }

    /**
     * Adds a mirror that the server syncs when somebody asks for it, and as the schedule says.
     *
     * @param job what is synced
     * @return this builder
     */
    public MirrorServerBuilder job(SyncJob job) {
        List<SyncJob> one = List.of(job);
        return jobs(() -> one);
    }

    /**
     * Adds mirrors that come and go; they are looked up each time that the server is about to sync.
     *
     * @param found finds them
     * @return this builder
     */
    public MirrorServerBuilder jobs(SyncJobs found) {
        jobs.add(Objects.requireNonNull(found, "found"));
        return this;
    }

    /**
     * Sets when the jobs are done. Without it they are done when somebody asks.
     *
     * @param schedule the times
     * @return this builder
     */
    public MirrorServerBuilder schedule(SyncSchedule schedule) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        return this;
    }

    /**
     * Serves over TLS, and not in the clear. When the files change, new connections get the new certificate.
     *
     * @param certificate a PEM file: the certificate and the chain behind it
     * @param key a PEM file: its private key, PKCS #8 without a password
     * @return this builder
     */
    public MirrorServerBuilder tls(Path certificate, Path key) {
        this.tls = new PemPair(certificate, key);
        return this;
    }

    /**
     * Writes a line for each request, in the combined format, without tokens. Lines may come a second late.
     *
     * @param log where the lines go; it stays open
     * @return this builder
     */
    public MirrorServerBuilder accessLog(OutputStream log) {
        this.accessLog = Objects.requireNonNull(log, "log");
        return this;
    }

    /**
     * Sets how long a connection may stand still before it is closed. The default is 30 seconds.
     *
     * @param time a positive time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public MirrorServerBuilder idleTimeout(Duration time) {
        this.idleTimeout = positive("idleTimeout", time);
        return this;
    }

    /**
     * Sets how long a client may take to say what it wants, from the first byte of a request's head to the last; a connection that
     * takes longer is closed. The default is 10 seconds.
     *
     * @param time a positive time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public MirrorServerBuilder headTimeout(Duration time) {
        this.headTimeout = positive("headTimeout", time);
        return this;
    }

    /**
     * Sets how long a server that stops waits for what is being sent. The default is 30 seconds.
     *
     * @param time a positive time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public MirrorServerBuilder drainTime(Duration time) {
        this.drainTime = positive("drainTime", time);
        return this;
    }

    /**
     * Sets how many connections there may be at once; others wait to be accepted. The default is 4096.
     *
     * @param connections at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public MirrorServerBuilder maxConnections(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("maxConnections is at least 1, not " + connections);
        }
        this.maxConnections = connections;
        return this;
    }

    /**
     * Sets what tells the time. The default is the system's clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public MirrorServerBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, which listens
     * @throws IOException if it cannot listen, or the certificate cannot be read
     */
    public MirrorServer start() throws IOException {
        return new ServerAssembly(this).start();
    }

    private static Duration positive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(name + " is positive, not " + time);
        }
        return time;
    }
}
