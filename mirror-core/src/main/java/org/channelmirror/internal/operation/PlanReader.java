package org.channelmirror.internal.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.channelmirror.api.PlanFileException;
import org.channelmirror.api.PlannedFile;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Reads what {@link PlanWriter} wrote, or anybody: entry by entry, with every name and number checked. */
public final class PlanReader implements AutoCloseable {

    private static final int FORMAT = 1;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(10_000)
                    .maxNestingDepth(10)
                    .build())
            .build();

    private final Path file;
    private final JsonParser parser;
    private boolean inFiles;
    private boolean ended;
    private boolean hasFormat;
    private boolean hasFiles;
    private @Nullable AccountName account;
    private @Nullable String settings;
    private @Nullable Instant created;
    private final List<String> channels = new ArrayList<>();
    private @Nullable PlannedFile entry;

    PlanReader(Path file) throws PlanFileException {
        this.file = file;
        try {
            this.parser = JSON.createParser(ObjectReadContext.empty(), Files.newInputStream(file));
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : "it cannot be read: " + e;
            throw new PlanFileException(file, 0, reason, e);
        }
    }

    /** What a plan is of; complete when {@link #next()} has ended. */
    record Head(AccountName account, List<String> channels, Instant created, String settings) {}

    /** Goes to the next planned file; false at the end, of which nothing is missing then. */
    boolean next() throws PlanFileException {
        try {
            return !ended && find();
        } catch (UnexpectedEndOfInputException e) {
            throw new PlanFileException(file, e.getLocation().getLineNr(), "it is cut off", e);
        } catch (JacksonException e) {
            throw new PlanFileException(file, e.getLocation().getLineNr(), e.getOriginalMessage(), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    PlannedFile entry() {
        if (entry == null) {
            throw new NoSuchElementException();
        }
        return entry;
    }

    int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    Head head() throws PlanFileException {
        if (account == null || settings == null || created == null || channels.isEmpty()) {
            throw new PlanFileException(
                    file, 0, "it lacks \"account\", \"channels\", \"created\" or \"settings\"", null);
        }
        return new Head(account, channels, created, settings);
    }

    private boolean find() throws PlanFileException {
        if (parser.currentToken() == null) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "a plan is a JSON object");
        }
        while (true) {
            JsonToken token = parser.nextToken();
            if (inFiles && token == JsonToken.START_OBJECT) {
                entry = readEntry();
                return true;
            } else if (inFiles) {
                expect(token == JsonToken.END_ARRAY, "an entry of \"files\" is a JSON object");
                inFiles = false;
            } else if (token == JsonToken.PROPERTY_NAME) {
                readMember(parser.currentName());
            } else {
                readEnd(token);
                return false;
            }
        }
    }

    private void readEnd(@Nullable JsonToken token) throws PlanFileException {
        expect(token == JsonToken.END_OBJECT, "it is cut off");
        expect(parser.nextToken() == null, "something stands behind the plan");
        expect(hasFormat && hasFiles, "it is no plan: it has no \"format\" or no \"files\"");
        ended = true;
        head();
    }

    private void readMember(String name) throws PlanFileException {
        JsonToken value = parser.nextToken();
        switch (name) {
            case "format" -> {
                expect(value == JsonToken.VALUE_NUMBER_INT, "\"format\" is a number");
                expect(
                        parser.getIntValue() == FORMAT,
                        "it has format " + parser.getIntValue() + ", and this version reads format " + FORMAT);
                hasFormat = true;
            }
            case "account" -> account = new AccountName(text(value, name));
            case "created" -> created = Instant.parse(text(value, name));
            case "settings" -> settings = Digest.sha256(text(value, name)).hex();
            case "channels" -> {
                expect(value == JsonToken.START_ARRAY, "\"channels\" is a list");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    channels.add(text(parser.currentToken(), name));
                }
            }
            case "files" -> {
                expect(value == JsonToken.START_ARRAY, "\"files\" is a list");
                inFiles = true;
                hasFiles = true;
            }
            case "failed" -> parser.skipChildren();
            default -> throw wrong("a plan has no member \"" + name + "\"");
        }
    }

    private PlannedFile readEntry() throws PlanFileException {
        Subdir subdir = null;
        PackageFileName name = null;
        PlannedFile.Action action = null;
        OptionalLong size = OptionalLong.empty();
        Digest sha256 = null;
        Digest md5 = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (member) {
                case "subdir" -> subdir = new Subdir(text(value, member));
                case "file" -> name = new PackageFileName(text(value, member));
                case "action" -> action = action(text(value, member));
                case "size" -> {
                    expect(value == JsonToken.VALUE_NUMBER_INT, "\"size\" is a number");
                    size = OptionalLong.of(parser.getLongValue());
                }
                case "sha256" -> sha256 = Digest.sha256(text(value, member));
                case "md5" -> md5 = Digest.md5(text(value, member));
                default -> throw wrong("an entry of \"files\" has no member \"" + member + "\"");
            }
        }
        if (subdir == null || name == null || action == null) {
            throw wrong("an entry of \"files\" needs \"subdir\", \"file\" and \"action\"");
        }
        Optional<Digest> digest = Optional.ofNullable(sha256 == null ? md5 : sha256);
        return new PlannedFile(subdir, name, action, size, digest);
    }

    private PlannedFile.Action action(String text) throws PlanFileException {
        for (PlannedFile.Action action : PlannedFile.Action.values()) {
            if (PlanWriter.text(action).equals(text)) {
                return action;
            }
        }
        throw wrong("\"action\" is \"add\" or \"replace\"");
    }

    private String text(@Nullable JsonToken token, String member) throws PlanFileException {
        expect(token == JsonToken.VALUE_STRING, "\"" + member + "\" is a text");
        return parser.getString();
    }

    private void expect(boolean isSo, String otherwise) throws PlanFileException {
        if (!isSo) {
            throw wrong(otherwise);
        }
    }

    private PlanFileException wrong(String problem) {
        return new PlanFileException(file, line(), problem, null);
    }

    /** The entries one by one; the stream closes the file. */
    public static Stream<PlannedFile> stream(Path file) throws PlanFileException {
        PlanReader reader = new PlanReader(file);
        Iterator<PlannedFile> entries = new Iterator<>() {

            private boolean isAhead;

            @Override
            public boolean hasNext() {
                try {
                    isAhead = isAhead || reader.next();
                    return isAhead;
                } catch (PlanFileException e) {
                    throw new UncheckedIOException(new IOException(e.getMessage(), e));
                }
            }

            @Override
            public PlannedFile next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                isAhead = false;
                return reader.entry();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED), false)
                .onClose(reader::close);
    }

    @Override
    public void close() {
        parser.close();
    }
}
