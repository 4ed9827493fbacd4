package org.channelmirror.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Digest;

/** A lock as {@code conda list --explicit} writes it: a line {@code @EXPLICIT}, then the URL of a package in each line (CEP 23). */
final class ExplicitLock {

    private static final Pattern MARK = Pattern.compile("(?m)^\\s*@EXPLICIT\\s*$");
    private static final Pattern CHECKSUM = Pattern.compile("(?:(?:md5|sha256)[:=])?([0-9a-fA-F]{64}|[0-9a-fA-F]{32})");

    private ExplicitLock() {}

    static boolean isOne(String text) {
        return MARK.matcher(text).find();
    }

    static SpecsFile read(String name, Digest digest, String text) {
        List<NeededFile> files = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("@")) {
                try {
                    files.add(file(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ":" + number + ": " + e.getMessage(), e);
                }
            }
        }
        return new SpecsFile(name, digest, List.of(), files, List.of());
    }

    private static NeededFile file(String line) {
        int hash = line.indexOf('#');
        if (hash < 0) {
            return NeededFile.of(line, Optional.empty(), Optional.empty());
        }
        Matcher checksum = CHECKSUM.matcher(line.substring(hash + 1));
        if (!checksum.matches()) {
            throw new IllegalArgumentException("expected an MD5 or SHA-256 in hexadecimal behind the \"#\"");
        }
        String hex = checksum.group(1);
        return hex.length() == 64
                ? NeededFile.of(line.substring(0, hash), Optional.of(Digest.sha256(hex)), Optional.empty())
                : NeededFile.of(line.substring(0, hash), Optional.empty(), Optional.of(Digest.md5(hex)));
    }
}
