package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameMerge;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.SortedFrames;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.ArrivedPackages;

/** What a gate is asked: the packages that wait. It notes what is vetoed, in a file, for a gate may veto all of a million. */
final class GateQuestion implements ArrivedPackages, AutoCloseable {

    private static final int MAX_REASON = 1000;

    private final SyncContext context;
    private final Subdir subdir;
    private final Landing.Waiters waiters;
    private final SortedFrames vetoes;

    GateQuestion(SyncContext context, Subdir subdir, Landing.Waiters waiters) throws IOException {
        this.context = context;
        this.subdir = subdir;
        this.waiters = waiters;
        this.vetoes = new SortedFrames(context.scratch(), subdir + "-vetoes", 1 << 20);
    }

    @Override
    public AccountName account() {
        return context.request().account();
    }

    @Override
    public Subdir subdir() {
        return subdir;
    }

    @Override
    public void each(Visitor visitor) throws IOException {
        try (FrameMerge merge = new FrameMerge(List.of(
                new FrameReader(Files.newInputStream(waiters.added())),
                new FrameReader(Files.newInputStream(waiters.replacing()))))) {
            while (merge.next()) {
                visitor.visit(WaitingPackage.read(context, subdir, merge.first()));
            }
        }
    }

    /** Each frame is the package's key, then the reason. */
    @Override
    public synchronized void veto(PackageFileName file, String reason) throws IOException {
        String cut = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        byte[] text = cut.getBytes(StandardCharsets.UTF_8);
        byte[] name = file.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(name.length + 3 + text.length);
        FrameKey.put(frame, file.format(), name);
        vetoes.add(frame.put(text).flip());
    }

    static String reason(FrameReader veto) {
        int start = FrameKey.end(veto.payload());
        return new String(veto.payload(), start, veto.length() - start, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isCancelled() {
        return context.isCancelled();
    }

    /** The vetoes, sorted. */
    synchronized Path finish() throws IOException {
        return vetoes.finish();
    }

    @Override
    public synchronized void close() throws IOException {
        vetoes.close();
    }
}
