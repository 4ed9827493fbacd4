package org.channelmirror.api;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Origin;

/** One entry of a list of hosts that no proxy is used for. No name is ever resolved for it. */
interface NoProxy {

    boolean matches(Origin origin);

    /** The entries of a list, which commas or blanks separate. */
    static List<NoProxy> list(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .map(NoProxy::entry)
                .toList();
    }

    private static NoProxy entry(String text) {
        if (text.equals("*")) {
            return origin -> true;
        }
        return Network.parse(text).<NoProxy>map(network -> network).orElseGet(() -> Name.parse(text));
    }

    /** A host, a domain with everything below it, or either at one port. */
    record Name(String name, int port) implements NoProxy {

        private static final int ANY_PORT = 0;
        private static final Pattern FORM = Pattern.compile("(?:\\*?\\.)?(\\[[^]]*]|[^:]*?)\\.?(?::(\\d{1,5}))?");

        static Name parse(String text) {
            Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
            if (!form.matches()) {
                return new Name(text.toLowerCase(Locale.ROOT), ANY_PORT);
            }
            String port = form.group(2);
            return new Name(Objects.requireNonNull(form.group(1)), port == null ? ANY_PORT : Integer.parseInt(port));
        }

        @Override
        public boolean matches(Origin origin) {
            String host = origin.host().endsWith(".")
                    ? origin.host().substring(0, origin.host().length() - 1)
                    : origin.host();
            boolean below = host.equals(name) || host.endsWith("." + name);
            return !name.isEmpty() && below && (port == ANY_PORT || port == origin.port());
        }
    }

    /** An address, or a range of them such as {@code 10.0.0.0/8}. */
    record Network(BigInteger prefix, int bits, int length) implements NoProxy {

        private static final Pattern FORM = Pattern.compile("([0-9a-fA-F.:]+|\\[[0-9a-fA-F.:]+])(?:/(\\d{1,3}))?");

        /** What cannot be a name, because a name would be looked up. */
        private static final Pattern LITERAL =
                Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

        static Optional<Network> parse(String text) {
            Matcher form = FORM.matcher(text);
            Optional<byte[]> address = form.matches() ? address(form.group(1)) : Optional.empty();
            return address.flatMap(bytes -> {
                int all = bytes.length * Byte.SIZE;
                int length = form.group(2) == null ? all : Integer.parseInt(form.group(2));
                return length > all
                        ? Optional.empty()
                        : Optional.of(new Network(new BigInteger(1, bytes).shiftRight(all - length), all, length));
            });
        }

        @Override
        public boolean matches(Origin origin) {
            return address(origin.host())
                    .filter(bytes -> bytes.length * Byte.SIZE == bits)
                    .map(bytes -> new BigInteger(1, bytes).shiftRight(bits - length))
                    .filter(prefix::equals)
                    .isPresent();
        }

        private static Optional<byte[]> address(String text) {
            String bare = text.replaceAll("[\\[\\]]", "");
            if (!LITERAL.matcher(bare).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(InetAddress.getByName(bare).getAddress());
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }
    }
}
