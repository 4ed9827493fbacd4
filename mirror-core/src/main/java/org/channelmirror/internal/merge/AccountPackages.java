package org.channelmirror.internal.merge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.SyncRequest;
import org.channelmirror.internal.index.IndexText;
import org.channelmirror.internal.index.UpstreamIndex.Variant;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.internal.operation.LateRecord;
import org.channelmirror.internal.operation.SyncContext;
import org.channelmirror.internal.table.ColumnTable;
import org.channelmirror.internal.table.DependencyFinder;
import org.channelmirror.internal.table.Reasons;
import org.channelmirror.internal.table.TableBuilder;
import org.channelmirror.internal.table.Verdicts;
import org.channelmirror.model.Channel;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.model.Subdir;
import org.channelmirror.repodata.RawRecord;
import org.channelmirror.repodata.RecordReader;
import org.channelmirror.repodata.Section;
import org.channelmirror.spi.ByteRange;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.Decision.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * All the packages that the account's channels list, with what is decided on each: made where rules decide on them together or where
 * it is looked for what selected packages need and miss.
 */
public final class AccountPackages {

    /** So many packages are added before it is looked again whether they still fit. */
    private static final int STEP = 4096;

    private final SyncContext context;
    private final List<Optional<Channel>> channels;
    private final TableBuilder builder;
    private final Verdicts verdicts = new Verdicts();
    private final RecordReader reader = new RecordReader();
    private final Map<Subdir, Integer> firstRows = new HashMap<>();
    private final long mostBytes;
    private boolean isPartlyKnown;
    private @Nullable ColumnTable table;

    public AccountPackages(SyncContext context, long mostBytes) {
        this(context, context.channels().stream().map(Optional::of).toList(), mostBytes);
    }

    private AccountPackages(SyncContext context, List<Optional<Channel>> channels, long mostBytes) {
        this.context = context;
        this.channels = channels;
        this.builder = new TableBuilder(channels);
        this.mostBytes = mostBytes;
    }

    /** The rest of the memory is for everything else: what is read and written at the same time. */
    public static AccountPackages withinMemory(SyncContext context) {
        return new AccountPackages(context, mostOfMemory());
    }

    /** The same for packages that are published here, from channels by other numbers than the request's. */
    public static AccountPackages ofPublished(SyncContext context, List<Optional<Channel>> channels) {
        AccountPackages published = new AccountPackages(context, channels, mostOfMemory());
        published.isPartlyKnown = true;
        return published;
    }

    private static long mostOfMemory() {
        return Runtime.getRuntime().maxMemory() / 5 * 3;
    }

    /** The packages do not fit into the memory that there is. */
    public static final class TooManyException extends Exception {

        private static final long serialVersionUID = 1L;

        TooManyException(long packages, long bytes) {
            super("upstream lists more packages than can be looked at together: the first " + packages + " take "
                    + (bytes >> 20) + " MiB; give the program more memory, with CHANNEL_MIRROR_JAVA_OPTS=-Xmx1g for the"
                    + " commands, or mirror fewer platforms");
        }
    }

    /** Whether dependencies are looked at: where every package is selected none can be missing that upstream has. */
    public static boolean areNeeded(SyncRequest request) {
        return !request.packages().isEverything() || request.closure() == ClosureRequirement.REQUIRED;
    }

    /** Whether all indexes have to be read where one is, and what is published here will not do for the others. */
    public static boolean mustBeWhole(SyncRequest request) {
        return areDecidedTogether(request) || request.closure() == ClosureRequirement.REQUIRED;
    }

    /** Whether nothing is decided before all subdirs are there. */
    public static boolean areDecidedTogether(SyncRequest request) {
        return !request.packages().rules().isEmpty();
    }

    /** Takes in a subdir's packages with what the filters say of them. */
    public void add(Subdir subdir, List<IngestedIndex> indexes) throws IOException, TooManyException {
        firstRows.put(subdir, builder.size());
        ReasonNumbers numbers = new ReasonNumbers(indexes, verdicts.texts());
        try (UpstreamFiles files = new UpstreamFiles(indexes, context.scratch())) {
            while (files.next()) {
                UpstreamFile file = files.file();
                if (file.isOutranked()) {
                    continue;
                }
                Verdict verdict = verdict(file);
                RawRecord record = tableFields(files);
                UpstreamRecord frame = file.reference();
                if (verdict != Verdict.RULED_OUT || areDecidedTogether(context.request())) {
                    builder.addNeeds(record);
                }
                builder.add(subdir, record, frame.channel(), frame.nameBytes());
                verdicts.add(verdict, numbers.of(file.source(), file.reason()));
                if (builder.size() % STEP == 0) {
                    refuseTooMany();
                }
            }
        }
    }

    /** Takes in what is published here of a subdir whose indexes are not read. */
    public void addPublished(Subdir subdir) throws IOException, TooManyException {
        isPartlyKnown = true;
        try (InputStream in =
                context.storage().open(context.store().published(subdir, Variant.JSON.fileName()), ByteRange.ALL)) {
            PublishedPackages.read(in, subdir, builder, verdicts);
        }
        refuseTooMany();
    }

    private void refuseTooMany() throws TooManyException {
        if (bytes() > mostBytes) {
            throw new TooManyException(builder.size(), bytes());
        }
    }

    /** The memory that all of it takes. */
    public long bytes() {
        return builder.bytes() + verdicts.bytes();
    }

    private RawRecord read(UpstreamFiles files) throws IOException {
        UpstreamRecord record = files.file().reference();
        IndexText text = files.text();
        text.find(record.text());
        return reader.read(section(files.file()), record.fileName(), text.buffer(), text.offset(), text.length());
    }

    /** What a table has of a record; its file name and all other fields are left where they are. */
    private RawRecord tableFields(UpstreamFiles files) throws IOException {
        UpstreamRecord record = files.file().reference();
        if (!record.is(UpstreamRecord.HAS_POSITIONS)) {
            return read(files);
        }
        IndexText text = files.text();
        text.find(record.text());
        return reader.read(section(files.file()), "", text.buffer(), text.offset(), text.length(), record.positions());
    }

    private static Section section(UpstreamFile file) {
        boolean isConda = file.reference().section() == PackageFormat.CONDA;
        if (file.hasRecord()) {
            return isConda ? Section.PACKAGES_CONDA : Section.PACKAGES;
        }
        return isConda ? Section.V3_CONDA : Section.V3_TAR_BZ2;
    }

    private static Verdict verdict(UpstreamFile file) {
        if (file.isSelected()) {
            return Verdict.ACCEPTED;
        }
        return file.isRestorable() ? Verdict.REJECTED : Verdict.RULED_OUT;
    }

    /** Lets the rules decide, when all subdirs are in. */
    public void applyRules() {
        verdicts.apply(context.request().packages().rules(), table());
    }

    /** Looks for what selected packages need and miss, when all subdirs are in and decided. */
    public DependencyCheck check() throws IOException {
        DependencyCheck check =
                DependencyFinder.check(table(), verdicts, context.request().closure());
        return isPartlyKnown ? Dependencies.withKnownReasons(check, context) : check;
    }

    private ColumnTable table() {
        if (table == null) {
            table = builder.build();
        }
        return table;
    }

    /** What the rules decided on the package that is taken under a record's file name, if there is one. */
    public Optional<Decision> decision(PackageRecord record) {
        int name = table().findName(record.name().toLowerCase(Locale.ROOT));
        if (name < 0) {
            return Optional.empty();
        }
        String file = record.file().value();
        int[] row = {-1};
        table().records(name, candidate -> {
            if (table().subdir(candidate).equals(record.subdir())
                    && file.equals(table().candidate(candidate).fileName())) {
                row[0] = candidate;
            }
        });
        return row[0] < 0 || verdicts.reason(row[0]) == Reasons.NONE ? Optional.empty() : Optional.of(decision(row[0]));
    }

    private Decision decision(int row) {
        String reason = text(verdicts.reason(row));
        return verdicts.isSelected(row) ? Decision.accept(reason) : Decision.reject(reason);
    }

    /** A subdir's indexes with frames that say what the rules decided, in the place of those that say what the filters did. */
    public List<IngestedIndex> decided(Subdir subdir, List<IngestedIndex> indexes) throws IOException {
        int row = firstRows.getOrDefault(subdir, 0);
        try (UpstreamFiles files = new UpstreamFiles(indexes, context.scratch());
                DecidedFrames out = new DecidedFrames(indexes, context.scratch(), subdir + "-decided")) {
            while (files.next()) {
                if (!files.file().isOutranked()) {
                    decide(subdir, files, indexes, row);
                    row++;
                }
                out.write(files);
            }
            return out.finish();
        }
    }

    private void decide(Subdir subdir, UpstreamFiles files, List<IngestedIndex> indexes, int row) {
        UpstreamFile file = files.file();
        if (!file.isSelected() && !file.isRestorable()) {
            return;
        }
        boolean isSelected = verdicts.isSelected(row);
        if (!isSelected) {
            tell(subdir, files, text(verdicts.reason(row)));
        }
        if (isSelected != file.isSelected() || verdicts.reason(row) != Reasons.NONE) {
            decide(file, indexes, isSelected ? UpstreamRecord.SELECTED : 0, text(verdicts.reason(row)));
        }
    }

    /** The record is read only if somebody looks at it. */
    private void tell(Subdir subdir, UpstreamFiles files, String reason) {
        Channel channel = channels.get(files.file().reference().channel()).orElse(null);
        PackageRecord record = new LateRecord(() -> {
            try {
                return read(files).view(subdir, channel, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        context.events().send(listener -> listener.packageRejected(record, reason));
    }

    private String text(int reason) {
        return verdicts.texts().text(reason);
    }

    private static void decide(UpstreamFile file, List<IngestedIndex> indexes, int verdict, String text) {
        int reason = indexes.get(file.source()).reasons().number(text);
        if (file.hasRecord()) {
            file.record().decide(verdict, reason);
        }
        if (file.hasRevised()) {
            file.revised().decide(verdict, reason);
        }
    }

    /** The numbers that the reasons of indexes have among those of all packages. */
    private static final class ReasonNumbers {

        private final List<IngestedIndex> indexes;
        private final Reasons all;
        private final List<int[]> numbers = new ArrayList<>();

        ReasonNumbers(List<IngestedIndex> indexes, Reasons all) {
            this.indexes = indexes;
            this.all = all;
            indexes.forEach(index -> numbers.add(new int[index.reasons().size() + 1]));
        }

        int of(int index, int reason) {
            if (reason == Reasons.NONE) {
                return Reasons.NONE;
            }
            int[] known = numbers.get(index);
            if (known[reason] == 0) {
                known[reason] = all.number(indexes.get(index).reasons().text(reason));
            }
            return known[reason];
        }
    }
}
