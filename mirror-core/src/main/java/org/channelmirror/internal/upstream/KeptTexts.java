package org.channelmirror.internal.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.frames.FrameKey;
import org.channelmirror.internal.frames.FrameReader;
import org.channelmirror.internal.frames.FrameWriter;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.ShardedText;
import org.channelmirror.internal.index.UpstreamIndex;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.merge.IngestedIndex;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.shards.JsonStyle;
import org.channelmirror.internal.shards.KeptHead;
import org.channelmirror.internal.shards.KeptTextWriter;
import org.channelmirror.internal.shards.UpstreamShards;
import org.channelmirror.internal.state.IndexInput;
import org.channelmirror.internal.state.StagedOutput;
import org.channelmirror.internal.state.SubdirState;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.Publication;

/**
 * Keeps the upstream indexes that a generation is made from, where the next ones can be made from shards. The files have a number
 * of their own and count from when the state names it: a run that is killed before leaves those that the state in force names.
 */
public final class KeptTexts {

    private final SyncContext context;
    private final Subdir subdir;
    private long number;

    public KeptTexts(SyncContext context, Subdir subdir, Optional<SubdirState> before) {
        this.context = context;
        this.subdir = subdir;
        this.number = before.map(SubdirState::inputs).orElse(List.of()).stream()
                .flatMap(input -> input.kept().stream())
                .mapToLong(IndexInput.Kept::number)
                .max()
                .orElse(0);
    }

    /** Answers what the state is to say of the indexes. */
    public List<IndexInput> keep(List<UpstreamIndex> answers, List<IngestedIndex> indexes) throws IOException {
        List<IndexInput> inputs = new ArrayList<>();
        Iterator<IngestedIndex> ingested = indexes.iterator();
        for (UpstreamIndex answer : answers) {
            if (answer instanceof UpstreamIndex.Fetched fetched) {
                IngestedIndex index = ingested.next();
                inputs.add(
                        fetched.shards().isEmpty()
                                ? fetched.input()
                                : keep(fetched, fetched.shards().get(), index));
            }
        }
        return inputs;
    }

    private IndexInput keep(UpstreamIndex.Fetched fetched, ShardedText sharded, IngestedIndex index)
            throws IOException {
        IndexInput whole = fetched.input();
        if (sharded.made().isEmpty() && index.opening().isEmpty()) {
            return whole;
        }
        StagedOutput text =
                StagedOutput.fresh(context.storage(), context.store().stageKey(subdir, "upstream"));
        KeptHead head;
        if (sharded.made().isPresent()) {
            ShardedText.Made made = sharded.made().get();
            whole = new IndexInput(made.before().wholeUrl(), made.before().whole());
            if (made.head().facts() == KeptFacts.wanted(context)) {
                Files.copy(made.text(), text);
                head = made.head();
            } else {
                head = write(text, sharded.shards(), index, made.head().opening());
            }
        } else {
            head = write(text, sharded.shards(), index, index.opening().orElseThrow());
        }
        number++;
        StagedOutput hashes =
                StagedOutput.fresh(context.storage(), context.store().stageKey(subdir, "hashes"));
        write(hashes, head, sharded.shards());
        context.storage()
                .publish(List.of(
                        new Publication(text.staged(), context.store().upstream(subdir, number)),
                        new Publication(hashes.staged(), context.store().hashes(subdir, number))));
        IndexInput.Kept kept = new IndexInput.Kept(number, whole.url(), whole.validator());
        return new IndexInput(sharded.input().url(), sharded.input().validator(), Optional.of(kept));
    }

    /** Writes what was taken in. */
    private KeptHead write(StagedOutput target, UpstreamShards shards, IngestedIndex index, byte[] opening)
            throws IOException {
        KeptHead.Facts facts = KeptFacts.wanted(context);
        UpstreamRecord record = new UpstreamRecord();
        JsonStyle style;
        try (KeptTextWriter out = KeptTextWriter.ofWhole(target);
                IndexText text = new IndexText(index.text());
                FrameReader records = new FrameReader(Files.newInputStream(index.records()))) {
            while (records.next()) {
                record.read(records);
                text.find(record.text());
                byte[] file = record.fileName().getBytes(StandardCharsets.US_ASCII);
                out.add(
                        FrameKey.number(record.section()),
                        file,
                        text.buffer(),
                        text.offset(),
                        text.length(),
                        facts == KeptHead.Facts.KEPT ? record.unplaced(text.length()) : new byte[0]);
            }
            out.finish();
            style = out.style();
        }
        return new KeptHead(shards.info(), style, facts, opening);
    }

    private static void write(StagedOutput target, KeptHead head, UpstreamShards shards) throws IOException {
        try (FrameWriter out = new FrameWriter(target);
                FrameReader in = shards.open()) {
            out.write(head.frame());
            while (in.next()) {
                out.write(in.payload(), 0, in.length());
            }
            out.finish();
        }
    }
}
