package org.channelmirror.internal.operation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.api.SubdirPlan;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.index.FetchQueue;
import org.channelmirror.internal.index.JsonObject;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.model.Redaction;
import org.channelmirror.model.Subdir;

/**
 * Writes which files a sync would fetch as one JSON object, a line for each file, so that plans can be compared line by line. It is
 * written beside its place and moved there when it is complete.
 */
public final class PlanWriter {

    private final SyncContext context;

    public PlanWriter(SyncContext context) {
        this.context = context;
    }

    static String text(PlannedFile.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** Writes the orders of each subdir, and which subdirs have no plan. */
    public void write(Path file, SortedMap<Subdir, FetchQueue> orders, Collection<SubdirPlan> plans, Instant now)
            throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
                writeHead(out, now);
                writeFailed(out, plans);
                writeFiles(out, orders);
            }
            try (FileChannel written = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private void writeHead(BufferedWriter out, Instant now) throws IOException {
        String channels = context.channels().stream()
                .map(channel -> JsonObject.quoted(Redaction.withoutSecrets(channel.url())))
                .collect(Collectors.joining(",", "[", "]"));
        out.write("{\"format\":1,\n\"account\":\"" + context.request().account() + "\",\n\"channels\":" + channels
                + ",\n\"created\":\"" + now + "\",\n\"settings\":\"" + context.settings() + "\",\n");
    }

    private static void writeFailed(BufferedWriter out, Collection<SubdirPlan> plans) throws IOException {
        Iterator<String> failed = plans.stream()
                .flatMap(plan -> plan.failure().stream()
                        .map(reason ->
                                "{\"subdir\":\"" + plan.subdir() + "\",\"reason\":" + JsonObject.quoted(reason) + "}"))
                .sorted()
                .iterator();
        if (failed.hasNext()) {
            out.write("\"failed\":[\n" + failed.next());
            while (failed.hasNext()) {
                out.write(",\n" + failed.next());
            }
            out.write("\n],\n");
        }
    }

    private static void writeFiles(BufferedWriter out, SortedMap<Subdir, FetchQueue> orders) throws IOException {
        out.write("\"files\":[");
        String separator = "\n";
        UpstreamRecord order = new UpstreamRecord();
        for (Map.Entry<Subdir, FetchQueue> entry : orders.entrySet()) {
            try (FrameReader frames =
                    new FrameReader(Files.newInputStream(entry.getValue().orders()))) {
                while (frames.next()) {
                    order.read(frames);
                    if (!order.is(UpstreamRecord.CHECK_ONLY | UpstreamRecord.UNPLANNED)) {
                        out.write(separator);
                        writeFile(out, entry.getKey(), order);
                        separator = ",\n";
                    }
                }
            }
        }
        out.write("\n]}\n");
    }

    /** A name that is safe as a file's has nothing that JSON would escape. */
    private static void writeFile(BufferedWriter out, Subdir subdir, UpstreamRecord order) throws IOException {
        PlannedFile.Action action =
                order.is(UpstreamRecord.REPLACES) ? PlannedFile.Action.REPLACE : PlannedFile.Action.ADD;
        out.write("{\"subdir\":\"");
        out.write(subdir.name());
        out.write("\",\"file\":\"");
        out.write(order.fileName());
        out.write("\",\"action\":\"");
        out.write(text(action));
        out.write('"');
        if (order.size().isPresent()) {
            out.write(",\"size\":");
            out.write(Long.toString(order.size().getAsLong()));
        }
        Optional<byte[]> sha256 = order.sha256();
        Optional<byte[]> digest = sha256.or(order::md5);
        if (digest.isPresent()) {
            out.write(sha256.isPresent() ? ",\"sha256\":\"" : ",\"md5\":\"");
            out.write(HexFormat.of().formatHex(digest.get()));
            out.write('"');
        }
        out.write('}');
    }
}
