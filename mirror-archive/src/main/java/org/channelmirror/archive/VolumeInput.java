package org.channelmirror.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.spi.InvalidArchiveException;
import org.channelmirror.spi.InvalidArchiveException.Reason;

/** Reads volumes one behind the other. */
final class VolumeInput extends InputStream {

    private static final Pattern NUMBERED = Pattern.compile("(.*)\\.(\\d{3,})");

    private final Path first;
    private final String name;
    private final int last;
    private int number = 1;
    private InputStream in;

    VolumeInput(Path first) throws IOException {
        this.first = first.toAbsolutePath();
        String fileName = String.valueOf(first.getFileName());
        this.name = fileName.substring(0, fileName.lastIndexOf('.'));
        this.last = last();
        for (int each = 1; each <= last; each++) {
            if (!Files.exists(volume(each))) {
                throw new InvalidArchiveException(
                        Reason.TRUNCATED,
                        volume(each).toString(),
                        "this volume is absent; there are others up to " + last);
            }
        }
        this.in = Files.newInputStream(first);
    }

    static boolean isFirst(Path path) {
        Matcher matcher = NUMBERED.matcher(String.valueOf(path.getFileName()));
        return matcher.matches() && Integer.parseInt(matcher.group(2)) == 1;
    }

    private int last() throws IOException {
        int found = 1;
        Path folder = first.getParent();
        if (folder == null) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = NUMBERED.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()
                        && matcher.group(1).equals(name)
                        && matcher.group(2).length() < 9) {
                    found = Math.max(found, Integer.parseInt(matcher.group(2)));
                }
            }
        }
        return found;
    }

    private Path volume(int each) {
        return first.resolveSibling(name + String.format(Locale.ROOT, ".%03d", each));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        while (count < 0 && number < last) {
            in.close();
            number++;
            in = Files.newInputStream(volume(number));
            count = in.read(bytes, offset, length);
        }
        return count;
    }

    /** The volume that would follow the last one that is there. */
    String following() {
        return String.valueOf(volume(last + 1).getFileName());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
