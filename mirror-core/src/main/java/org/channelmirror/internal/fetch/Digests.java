package org.channelmirror.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.channelmirror.internal.index.UpstreamRecord;
import org.channelmirror.model.Digest;
import org.channelmirror.model.DigestAlgorithm;

/** Size and checksums of bytes as they pass: SHA-256 always, MD5 where a record asks for nothing better. */
public final class Digests {

    private final MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
    private final MessageDigest md5 = DigestAlgorithm.MD5.newDigest();
    private final boolean wantsMd5;
    private long size;

    /** What a package came to. */
    record Result(long size, Digest sha256, Optional<Digest> md5) {}

    Digests(UpstreamRecord order) {
        this.wantsMd5 = !order.is(UpstreamRecord.HAS_SHA256);
    }

    void update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
        if (wantsMd5) {
            md5.update(bytes, offset, length);
        }
        size += length;
    }

    void reset() {
        sha256.reset();
        md5.reset();
        size = 0;
    }

    Result finish() {
        Optional<Digest> weak = wantsMd5 ? Optional.of(Digest.of(DigestAlgorithm.MD5, md5.digest())) : Optional.empty();
        return new Result(size, Digest.of(DigestAlgorithm.SHA256, sha256.digest()), weak);
    }

    Result readAll(InputStream in) throws IOException {
        take(in);
        return finish();
    }

    /** Reads to the end of what is here; more may follow. */
    void take(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            update(buffer, 0, count);
        }
    }
}
