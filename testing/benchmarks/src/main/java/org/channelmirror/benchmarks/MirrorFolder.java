package org.channelmirror.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFormat;

/** A mirror that a child process fills, with its configuration and the output of the last run beside it. */
final class MirrorFolder {

    private final Path folder;

    MirrorFolder(Path folder) {
        this.folder = folder;
    }

    Path log() {
        return folder.resolve("log");
    }

    /** What it serves. */
    Path channel() {
        return root().resolve("conda").resolve(AccountName.DEFAULT.value());
    }

    /** Puts a channel's packages where the mirror will have them. */
    void link(Path channel) throws IOException {
        linkFiles(channel.resolve(GeneratedIndex.SUBDIR.name()));
    }

    /** Puts a folder's packages where the mirror will have them. */
    void linkFiles(Path files) throws IOException {
        String subdir = GeneratedIndex.SUBDIR.name();
        Path target = Files.createDirectories(channel().resolve(subdir));
        try (DirectoryStream<Path> packages = Files.newDirectoryStream(files, MirrorFolder::isPackage)) {
            for (Path each : packages) {
                Files.createLink(target.resolve(each.getFileName()), each);
            }
        }
    }

    /** The command that brings the mirror up to date. */
    ChildProcess sync(URI channel) throws IOException {
        return sync(List.of(channel), "", List.of());
    }

    /** The same with several channels, further lines of the configuration and further options. */
    ChildProcess sync(List<URI> channels, String lines, List<String> options) throws IOException {
        Path config = folder.resolve("config.yaml");
        String urls = channels.stream().map(url -> "\"" + url + "\"").collect(Collectors.joining(", "));
        Files.writeString(config, "channels: [" + urls + "]\nplatforms: [" + GeneratedIndex.SUBDIR + "]\n" + lines);
        String launcher = System.getProperty("benchmarks.launcher", "bin/channel-mirror");
        List<String> command = new ArrayList<>(
                List.of(launcher, "--root", root().toString(), "--config-file", config.toString(), "--json", "sync"));
        command.addAll(options);
        return new ChildProcess(command, log());
    }

    /** A command on the mirror as it is. */
    List<String> command(String... words) {
        String launcher = System.getProperty("benchmarks.launcher", "bin/channel-mirror");
        List<String> command = new ArrayList<>(List.of(launcher, "--root", root().toString()));
        command.addAll(List.of(words));
        return command;
    }

    Path root() {
        return folder.resolve("root");
    }

    private static boolean isPackage(Path file) {
        return PackageFormat.of(String.valueOf(file.getFileName())).isPresent();
    }
}
