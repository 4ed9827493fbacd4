package org.channelmirror.internal.index;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How a text is published. */
public enum TextForm {
    PLAIN(""),
    ZST(".zst");

    /** In the order in which upstream is asked for them. */
    public static final List<TextForm> SMALLEST_FIRST = List.of(ZST, PLAIN);

    private static final int ZSTD_LEVEL = 1;

    private final String suffix;

    TextForm(String suffix) {
        this.suffix = suffix;
    }

    /** The name of a file in this form. */
    public String of(String fileName) {
        return fileName + suffix;
    }

    /** Takes a text and writes it in this form. */
    public OutputStream encoder(OutputStream out) throws IOException {
        return switch (this) {
            case PLAIN -> out;
            case ZST -> new ZstdOutputStreamNoFinalizer(out, ZSTD_LEVEL);
        };
    }
}
