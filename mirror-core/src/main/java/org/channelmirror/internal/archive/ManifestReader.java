package org.channelmirror.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.internal.archive.ManifestHeader.SubdirLine;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.Subdir;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a manifest, from whoever wrote it, line by line. */
public final class ManifestReader implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_SUBDIRS = 1000;

    private final InputStream in;
    private final JsonParser json;
    private final String name;
    private final ManifestHeader header;
    private Subdir last = Subdir.NOARCH;

    /** Reads the first line; the stream is closed with the reader. */
    public ManifestReader(InputStream stream, String name) throws IOException {
        this.in = new BufferedInputStream(stream, 1 << 16);
        this.name = name;
        try {
            this.json = JSON.createParser(ObjectReadContext.empty(), in);
            this.header = readHeader();
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            in.close();
            throw damaged(e);
        } catch (InvalidArchiveException e) {
            in.close();
            throw e;
        }
    }

    public ManifestHeader header() {
        return header;
    }

    /** The next line, or null at the end. */
    public @Nullable ManifestLine next() throws IOException {
        try {
            return json.nextToken() == null ? null : readLine();
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private ManifestHeader readHeader() throws InvalidArchiveException {
        int format = 0;
        int minor = 0;
        AccountName account = null;
        List<SubdirLine> subdirs = List.of();
        List<String> channels = List.of();
        List<String> selection = List.of();
        Optional<String> base = Optional.empty();
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "format" -> format = supported(json.getIntValue());
                case "minor" -> minor = json.getIntValue();
                case "account" -> account = new AccountName(json.getString());
                case "subdirs" -> subdirs = readSubdirs();
                case "channels" -> channels = readStrings();
                case "selection" -> selection = readStrings();
                case "base" -> base = Optional.of(json.getString());
                default -> json.skipChildren();
            }
        }
        if (format == 0 || account == null) {
            throw damaged(new IllegalArgumentException("its first line has no format and account"));
        }
        return new ManifestHeader(format, minor, account, subdirs, channels, selection, base);
    }

    private int supported(int format) throws InvalidArchiveException {
        if (format < ManifestHeader.FORMAT || format > ManifestHeader.WITH_ROOT) {
            throw new InvalidArchiveException(
                    Reason.UNSUPPORTED_VERSION,
                    name,
                    "the archive's format is version " + format + "; this program knows those up to "
                            + ManifestHeader.WITH_ROOT + ": use a newer one");
        }
        return format;
    }

    private List<SubdirLine> readSubdirs() {
        List<SubdirLine> subdirs = new ArrayList<>();
        expect(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Subdir subdir = Subdir.NOARCH;
            long sequence = 0;
            Instant published = Instant.EPOCH;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "subdir" -> subdir = new Subdir(json.getString());
                    case "sequence" -> sequence = json.getLongValue();
                    case "published" -> published = Instant.parse(json.getString());
                    default -> json.skipChildren();
                }
            }
            subdirs.add(new SubdirLine(subdir, sequence, published));
            if (subdirs.size() > MOST_SUBDIRS) {
                throw new IllegalArgumentException("it has too many subdirs");
            }
        }
        return subdirs;
    }

    private List<String> readStrings() {
        List<String> strings = new ArrayList<>();
        expect(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            strings.add(json.getString());
            if (strings.size() > MOST_SUBDIRS) {
                throw new IllegalArgumentException("its first line is too long");
            }
        }
        return strings;
    }

    private ManifestLine readLine() {
        ManifestLine.Kind kind = null;
        boolean isInBase = false;
        String path = "";
        long size = 0;
        Optional<Digest> sha256 = Optional.empty();
        Optional<Digest> md5 = Optional.empty();
        expect(json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "file" -> {
                    kind = ManifestLine.Kind.FILE;
                    path = json.getString();
                }
                case "removed" -> {
                    kind = ManifestLine.Kind.REMOVED;
                    path = json.getString();
                }
                case "index" -> {
                    kind = ManifestLine.Kind.INDEX;
                    path = json.getString();
                }
                case "root" -> {
                    kind = ManifestLine.Kind.ROOT;
                    path = json.getString();
                }
                case "size" -> size = json.getLongValue();
                case "sha256" -> sha256 = Optional.of(digest(DigestAlgorithm.SHA256, json.getString()));
                case "md5" -> md5 = Optional.of(digest(DigestAlgorithm.MD5, json.getString()));
                case "in_base" -> isInBase = json.getBooleanValue();
                default -> json.skipChildren();
            }
        }
        return line(kind, isInBase, path, size, sha256, md5);
    }

    private Subdir subdir(String text) {
        if (!text.equals(last.name())) {
            last = new Subdir(text);
        }
        return last;
    }

    private ManifestLine line(
            ManifestLine.@Nullable Kind kind,
            boolean isInBase,
            String path,
            long size,
            Optional<Digest> sha256,
            Optional<Digest> md5) {
        int slash = path.indexOf('/');
        boolean isAtRoot = kind == ManifestLine.Kind.ROOT;
        if (kind == null || (isAtRoot ? path.isEmpty() || slash >= 0 : slash < 0) || size < 0) {
            throw new IllegalArgumentException("a line tells of no file");
        }
        if (sha256.isEmpty() && kind != ManifestLine.Kind.REMOVED) {
            throw new IllegalArgumentException(path + " has no sha256");
        }
        if (isAtRoot) {
            return new ManifestLine(kind, Subdir.NOARCH, path, size, sha256, md5);
        }
        String file = path.substring(slash + 1);
        if (kind != ManifestLine.Kind.INDEX && !PackageFileName.isValid(file)) {
            throw new IllegalArgumentException(path + " is no package");
        }
        ManifestLine.Kind actual = isInBase && kind == ManifestLine.Kind.FILE ? ManifestLine.Kind.IN_BASE : kind;
        return new ManifestLine(actual, subdir(path.substring(0, slash)), file, size, sha256, md5);
    }

    private static Digest digest(DigestAlgorithm algorithm, String hex) {
        return new Digest(algorithm, hex);
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected) {
        if (found != expected) {
            throw new IllegalArgumentException("expected " + expected + ", found " + found);
        }
    }

    private InvalidArchiveException damaged(Exception cause) {
        InvalidArchiveException damaged =
                new InvalidArchiveException(Reason.DAMAGED, name, "it is no manifest: " + cause.getMessage());
        damaged.initCause(cause);
        return damaged;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
