package org.channelmirror.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.channelmirror.model.DigestAlgorithm;

/** A channel of packages of one size that cannot be compressed. Their content is noise; nobody looks into it. */
final class SizedChannel {

    private static final int PIECE = 1 << 20;

    private SizedChannel() {}

    static Path of(WorkFolder work, int files, long bytes, int perName) throws IOException {
        return work.kept(
                "sized-" + files + "x" + bytes + "by" + perName, folder -> write(folder, files, bytes, perName));
    }

    private static void write(Path folder, int files, long bytes, int perName) throws IOException {
        Path subdir = Files.createDirectories(folder.resolve(GeneratedIndex.SUBDIR.name()));
        Random random = new Random(GeneratedIndex.SEED);
        try (OutputStream index = new BufferedOutputStream(Files.newOutputStream(subdir.resolve("repodata.json")))) {
            print(
                    index,
                    "{\"info\":{\"subdir\":\"" + GeneratedIndex.SUBDIR + "\"},\"packages\":{},\"packages.conda\":{");
            for (int i = 0; i < files; i++) {
                String name = String.format(Locale.ROOT, "package-%06d", i / perName);
                String build = String.format(Locale.ROOT, "%02d", i % perName);
                String file = name + "-1-" + build + ".conda";
                MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
                MessageDigest md5 = DigestAlgorithm.MD5.newDigest();
                fill(subdir.resolve(file), bytes, random, sha256, md5);
                print(
                        index,
                        (i == 0 ? "" : ",") + "\"" + file
                                + "\":{\"build\":\"" + build
                                + "\",\"build_number\":0,\"depends\":[\"python >=3.10,<3.11.0a0\"],\"md5\":\""
                                + HexFormat.of().formatHex(md5.digest()) + "\",\"name\":\"" + name + "\",\"sha256\":\""
                                + HexFormat.of().formatHex(sha256.digest()) + "\",\"size\":" + bytes + ",\"subdir\":\""
                                + GeneratedIndex.SUBDIR + "\",\"timestamp\":1700000000000,\"version\":\"1\"}");
            }
            print(index, "},\"removed\":[],\"repodata_version\":1}");
        }
    }

    private static void fill(Path file, long bytes, Random random, MessageDigest sha256, MessageDigest md5)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = bytes; left > 0; left -= PIECE) {
                byte[] piece = new byte[(int) Math.min(left, PIECE)];
                random.nextBytes(piece);
                sha256.update(piece);
                md5.update(piece);
                out.write(piece);
            }
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
