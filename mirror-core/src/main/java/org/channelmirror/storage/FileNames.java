package org.channelmirror.storage;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.channelmirror.model.DigestAlgorithm;
import org.channelmirror.spi.StoragePath;

/** Turns a whole storage path into one file name that every file system takes; different paths have different names. */
final class FileNames {

    private static final int LONGEST = 200;
    private static final int KEPT = 100;
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";

    private FileNames() {}

    static String of(StoragePath path) {
        return of(path.value());
    }

    /** A name for the folder that a path is in. */
    static String folderOf(StoragePath path) {
        return of(path.value()
                .substring(0, path.value().length() - path.fileName().length()));
    }

    private static String of(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder();
        for (byte b : bytes) {
            if (PLAIN.indexOf(b) >= 0) {
                name.append((char) b);
            } else {
                name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        byte[] hash = DigestAlgorithm.SHA256.newDigest().digest(bytes);
        return name.substring(0, KEPT) + "~" + HexFormat.of().formatHex(hash);
    }
}
