package org.channelmirror.testkit.channel;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** The forms in which a subdir's index can be offered. */
public enum IndexFile {
    /** The plain index. */
    JSON("repodata.json"),
    /** The index compressed by zstd. */
    ZST("repodata.json.zst"),
    /** The index compressed by bzip2. */
    BZ2("repodata.json.bz2");

    private static final int ZSTD_LEVEL = 3;

    private final String fileName;

    IndexFile(String fileName) {
        this.fileName = fileName;
    }

    /**
     * The name of the file in the subdir's folder.
     *
     * @return the file name
     */
    public String fileName() {
        return fileName;
    }

    byte[] encode(byte[] json) throws IOException {
        return switch (this) {
            case JSON -> json;
            case ZST -> Zstd.compress(json, ZSTD_LEVEL);
            case BZ2 -> bzip2(json);
        };
    }

    private static byte[] bzip2(byte[] json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(json);
        }
        return bytes.toByteArray();
    }
}
