package org.channelmirror.internal.operation;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Names this process for messages. In a container its number says nothing without the host, and nothing is decided by either. */
final class ThisProcess {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private ThisProcess() {}

    /** Such as {@code sync (process 4711 on web1)}. */
    static String doing(String operation) {
        String host = host().map(name -> " on " + name).orElse("");
        return operation + " (process " + ProcessHandle.current().pid() + host + ")";
    }

    private static Optional<String> host() {
        return Stream.of(kernel(), variable("HOSTNAME"), variable("COMPUTERNAME"), network())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What a shell calls the host may be another one's. */
    private static Optional<String> kernel() {
        try {
            return Files.isReadable(KERNEL) ? plain(Files.readString(KERNEL)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> variable(String name) {
        return plain(Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    private static Optional<String> network() {
        try {
            return plain(InetAddress.getLocalHost().getHostName());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> plain(String name) {
        return Optional.of(name.strip().replaceAll("[^A-Za-z0-9._-]", "?")).filter(text -> !text.isEmpty());
    }
}
