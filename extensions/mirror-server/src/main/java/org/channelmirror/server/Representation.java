package org.channelmirror.server;

import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** A content with everything that is said of it in headers. Immutable. */
final class Representation {

    private static final HttpField ACCEPT_RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField BYTES = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");

    private final Content content;
    private final FileKind kind;
    private final String etag;
    private final long length;
    private final Instant lastModified;
    private final List<HttpField> validators;
    private final List<HttpField> description;

    private Representation(
            Content content,
            String fileName,
            String etag,
            long length,
            Instant lastModified,
            List<HttpField> encoding) {
        this.content = content;
        this.kind = FileKind.of(fileName);
        this.etag = etag;
        this.length = length;
        this.lastModified = lastModified;
        boolean json = FileKind.isPlainJson(fileName);
        HttpField tag = new PreEncodedHttpField(HttpHeader.ETAG, etag);
        this.validators = json ? List.of(tag, VARY) : List.of(tag);
        HttpField date = new PreEncodedHttpField(
                HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(lastModified.toEpochMilli()));
        this.description = encoding.isEmpty()
                ? List.of(json ? JSON : BYTES, date, ACCEPT_RANGES, NO_SNIFFING)
                : List.of(json ? JSON : BYTES, date, ACCEPT_RANGES, NO_SNIFFING, encoding.get(0));
    }

    /** A file as it is. */
    static Representation of(Content content, String fileName, String version, long length, Instant lastModified) {
        String tag = "\"" + version.replace('"', '\'') + "\"";
        return new Representation(content, fileName, tag, length, lastModified, List.of());
    }

    /** The same, compressed: another content with a tag of its own. */
    Representation gzipped(Content compressed, String fileName, long compressedLength) {
        return new Representation(compressed, fileName, gzipTag(), compressedLength, lastModified, List.of(GZIP));
    }

    String gzipTag() {
        return etag.substring(0, etag.length() - 1) + "-gzip\"";
    }

    Content content() {
        return content;
    }

    FileKind kind() {
        return kind;
    }

    String etag() {
        return etag;
    }

    long length() {
        return length;
    }

    Instant lastModified() {
        return lastModified;
    }

    /** What goes with every answer, also with "not modified". */
    void addValidators(HttpFields.Mutable headers) {
        for (int i = 0; i < validators.size(); i++) {
            headers.add(validators.get(i));
        }
    }

    /** What goes with the content, whole or in part. */
    void addDescription(HttpFields.Mutable headers) {
        for (int i = 0; i < description.size(); i++) {
            headers.add(description.get(i));
        }
    }
}
