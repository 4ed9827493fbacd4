package org.channelmirror.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.channelmirror.spi.ArchiveFormat;

/**
 * An archive on its way into a file, or into several volumes of a size, with its list of entries and its checksums beside it. Nothing
 * is seen under the final names before {@link #commit}, which makes all of it durable, since a disk may be taken out right then;
 * without that nothing is left. Used by one thread.
 */
public final class ArchiveFile implements AutoCloseable {

    private static final String UNFINISHED = ".unfinished";

    private final Path file;
    private final Path folder;
    private final String name;
    private final Optional<Path> sidecars;
    private final OptionalLong volumeSize;
    private final EntryList entries;
    private final VolumeOutput out;
    private boolean done;

    private ArchiveFile(
            Path file,
            Path folder,
            OptionalLong volumeSize,
            Optional<Path> sidecars,
            OutputStream stream,
            boolean given)
            throws IOException {
        this.file = file;
        this.folder = folder;
        this.name = String.valueOf(file.getFileName());
        this.volumeSize = volumeSize;
        this.sidecars = sidecars;
        this.entries = new EntryList(unfinished(sidecars.orElse(folder), name + ".list"));
        this.out = given
                ? new VolumeOutput(number -> stream, OptionalLong.empty())
                : new VolumeOutput(number -> Files.newOutputStream(unfinished(folder, volumeName(number))), volumeSize);
    }

    /**
     * Begins an archive in a file.
     *
     * @param file the file, which is replaced; volumes have its name and {@code .001} and so on
     * @param volumeSize the most bytes of a volume; empty for one file of any size
     * @param sidecars where the checksums go; empty for the file's own folder
     * @return an archive
     * @throws IOException if nothing can be written there
     */
    public static ArchiveFile create(Path file, OptionalLong volumeSize, Optional<Path> sidecars) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = Optional.ofNullable(absolute.getParent())
                .orElseThrow(() -> new IOException(file + " is a folder; name a file"));
        if (Files.isDirectory(absolute)) {
            throw new IOException(file + " is a folder; name a file");
        }
        return new ArchiveFile(
                absolute,
                folder,
                volumeSize,
                Optional.of(sidecars.orElse(folder)),
                OutputStream.nullOutputStream(),
                false);
    }

    /**
     * Begins an archive in a stream.
     *
     * @param stream where it goes; it is not closed
     * @param name what the checksums call it
     * @param sidecars where they go
     * @return an archive
     * @throws IOException if nothing can be written there
     */
    public static ArchiveFile streaming(OutputStream stream, String name, Path sidecars) throws IOException {
        return new ArchiveFile(
                Path.of(name), sidecars, OptionalLong.empty(), Optional.of(sidecars), new NeverClosed(stream), true);
    }

    /**
     * Where the archive is to be written.
     *
     * @return a stream
     */
    public OutputStream stream() {
        return out;
    }

    /**
     * A format whose writers note what they write in the list of entries.
     *
     * @param format the format
     * @return the same format, but for that
     */
    public ArchiveFormat listing(ArchiveFormat format) {
        return new ListingFormat(format, entries);
    }

    /**
     * Puts everything under its final name. Volumes and checksums of an earlier archive of that name that this one does not have go.
     *
     * @throws IOException if that cannot be done
     */
    public void commit() throws IOException {
        out.close();
        entries.close();
        Path beside = sidecars.orElse(folder);
        List<VolumeOutput.Volume> volumes = out.volumes();
        for (VolumeOutput.Volume volume : volumes) {
            if (Files.exists(unfinished(folder, volumeName(volume.number())))) {
                force(unfinished(folder, volumeName(volume.number())));
            }
        }
        force(unfinished(beside, name + ".list"));
        dropOlder(beside, volumes.size());
        if (volumeSize.isEmpty()) {
            moveVolumes(volumes);
        }
        for (VolumeOutput.Volume volume : volumes) {
            checksum(beside, volumeName(volume.number()), "sha256", volume.sha256());
            checksum(beside, volumeName(volume.number()), "md5", volume.md5());
        }
        move(unfinished(beside, name + ".list"), beside.resolve(name + ".list"));
        if (volumeSize.isPresent()) {
            moveVolumes(volumes);
        }
        forceNames(folder);
        forceNames(beside);
        done = true;
    }

    /** The first one last: where it is, everything is. */
    private void moveVolumes(List<VolumeOutput.Volume> volumes) throws IOException {
        for (int i = volumes.size() - 1; i >= 0; i--) {
            String volumeName = volumeName(volumes.get(i).number());
            if (Files.exists(unfinished(folder, volumeName))) {
                move(unfinished(folder, volumeName), folder.resolve(volumeName));
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (done) {
            return;
        }
        done = true;
        try {
            out.abandon();
        } finally {
            try {
                entries.close();
            } finally {
                drop();
            }
        }
    }

    private void drop() throws IOException {
        Files.deleteIfExists(unfinished(sidecars.orElse(folder), name + ".list"));
        for (int number = 1; number <= out.volumes().size() + 1; number++) {
            Files.deleteIfExists(unfinished(folder, volumeName(number)));
        }
    }

    /** No archive stands beside another's checksums, and no volume beside another archive's, whenever this is cut short. */
    private void dropOlder(Path beside, int volumes) throws IOException {
        boolean goesOn = true;
        for (int number = 1; goesOn; number++) {
            String volumeName = volumeName(number);
            goesOn = Files.deleteIfExists(beside.resolve(volumeName + ".sha256"));
            goesOn |= Files.deleteIfExists(beside.resolve(volumeName + ".md5"));
            if (volumeSize.isPresent()) {
                goesOn |= Files.deleteIfExists(folder.resolve(volumeName));
                goesOn |= number > volumes && Files.deleteIfExists(unfinished(folder, volumeName));
            }
            goesOn = (goesOn || number < volumes) && volumeSize.isPresent();
        }
    }

    private static void checksum(Path beside, String of, String algorithm, String hex) throws IOException {
        Path target = beside.resolve(of + "." + algorithm);
        Path unfinished = unfinished(beside, of + "." + algorithm);
        Files.write(unfinished, (hex + "  " + of + "\n").getBytes(StandardCharsets.UTF_8));
        force(unfinished);
        move(unfinished, target);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Where a folder can be opened. */
    private static void forceNames(Path of) throws IOException {
        if (of.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(of, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String volumeName(int number) {
        return volumeSize.isPresent() ? name + String.format(Locale.ROOT, ".%03d", number) : name;
    }

    private static Path unfinished(Path folder, String name) {
        return folder.resolve(name + UNFINISHED);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Leaves a stream open that others close. */
    private static final class NeverClosed extends OutputStream {

        private final OutputStream out;

        NeverClosed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
