package org.channelmirror.internal.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.channelmirror.model.PackageFileName;

/** Package names in URLs: what RFC 3986 lets stand in a path stands, anything else is percent-encoded, and {@code +} too,
 * which some servers take for a blank. */
final class PackageUrl {

    private static final String PLAIN = "-._~!$&'()*,;=@";

    private PackageUrl() {}

    static String encode(PackageFileName name) {
        StringBuilder url = new StringBuilder("./");
        for (byte b : name.value().getBytes(StandardCharsets.US_ASCII)) {
            char c = (char) b;
            if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                url.append(c);
            } else {
                url.append(String.format(Locale.ROOT, "%%%02X", (int) b));
            }
        }
        return url.toString();
    }
}
