package org.channelmirror.internal.verify;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.channelmirror.api.VerifyFinding;
import org.channelmirror.api.VerifyFinding.Kind;
import org.channelmirror.api.VerifyFinding.Repair;
import org.channelmirror.api.VerifyReport;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.StoragePath;

/** Findings in two temporary files, however many there are: the damaged files, and the others. Used by one thread. */
final class FindingFile implements VerifyReport.Findings {

    private final List<Path> files;
    private final List<DataOutputStream> out;
    private final long[] counts = new long[2];

    private FindingFile(List<Path> files, List<DataOutputStream> out) {
        this.files = files;
        this.out = out;
    }

    static FindingFile create() throws IOException {
        Path damaged = Files.createTempFile("channel-mirror", ".damaged");
        Path others = Files.createTempFile("channel-mirror", ".unlisted");
        return new FindingFile(List.of(damaged, others), List.of(writer(damaged), writer(others)));
    }

    private static DataOutputStream writer(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    void add(VerifyFinding finding) throws IOException {
        int index = finding.kind().isDamage() ? 0 : 1;
        counts[index]++;
        DataOutputStream to = out.get(index);
        to.writeUTF(finding.subdir().map(Subdir::name).orElse(""));
        to.writeUTF(finding.path().value());
        to.writeUTF(finding.kind().name());
        to.writeUTF(finding.reason());
        to.writeLong(finding.size().orElse(-1));
        to.writeUTF(finding.repair().name());
    }

    /** Nothing more comes; from now on it can be read. */
    FindingFile finish() throws IOException {
        for (DataOutputStream each : out) {
            each.close();
        }
        return this;
    }

    @Override
    public Stream<VerifyFinding> stream() {
        return Stream.concat(read(0), read(1));
    }

    private Stream<VerifyFinding> read(int index) {
        try {
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(files.get(index)), 1 << 16));
            return Stream.generate(() -> next(in)).limit(counts[index]).onClose(() -> close(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VerifyFinding next(DataInputStream in) {
        try {
            String name = in.readUTF();
            Optional<Subdir> subdir = name.isEmpty() ? Optional.empty() : Optional.of(new Subdir(name));
            StoragePath path = new StoragePath(in.readUTF());
            Kind kind = Kind.valueOf(in.readUTF());
            String reason = in.readUTF();
            long size = in.readLong();
            Repair repair = Repair.valueOf(in.readUTF());
            OptionalLong stored = size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
            return new VerifyFinding(subdir, path, kind, reason, stored, repair);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(DataInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        finish();
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
