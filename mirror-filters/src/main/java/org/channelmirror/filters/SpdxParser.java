package org.channelmirror.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.filters.SpdxExpression.AllOf;
import org.channelmirror.filters.SpdxExpression.AnyOf;
import org.channelmirror.filters.SpdxExpression.Term;
import org.jspecify.annotations.Nullable;

/**
 * Reads SPDX licence expressions: {@code AND} before {@code OR}, {@code WITH} an exception, {@code +}, parentheses; operators in
 * capitals or in small letters. Only identifiers of the SPDX License List and {@code LicenseRef-} make a valid one: of any other
 * word nobody knows what it allows. Used once.
 */
final class SpdxParser {

    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 50;
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|[A-Za-z0-9.:+-]+)\\s*");
    private static final Pattern REFERENCE = Pattern.compile("(?:documentref-[a-z0-9.-]+:)?licenseref-[a-z0-9.-]+");
    private static final Pattern ADDITION = Pattern.compile("(?:documentref-[a-z0-9.-]+:)?additionref-[a-z0-9.-]+");

    private final List<String> tokens;
    private int next;
    private int depth;

    private SpdxParser(List<String> tokens) {
        this.tokens = tokens;
    }

    static @Nullable SpdxExpression parse(String text) {
        List<String> tokens = tokens(text);
        if (tokens.isEmpty()) {
            return null;
        }
        SpdxParser parser = new SpdxParser(tokens);
        SpdxExpression expression = parser.choice();
        return parser.next == tokens.size() ? expression : null;
    }

    /** The words and parentheses; none if there is anything else. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        if (text.length() > MAX_LENGTH) {
            return tokens;
        }
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        return end == text.length() ? tokens : List.of();
    }

    private @Nullable SpdxExpression choice() {
        List<SpdxExpression> sides = new ArrayList<>();
        do {
            SpdxExpression side = conjunction();
            if (side == null) {
                return null;
            }
            sides.add(side);
        } while (takes("OR"));
        return sides.size() == 1 ? sides.get(0) : new AnyOf(List.copyOf(sides));
    }

    private @Nullable SpdxExpression conjunction() {
        List<SpdxExpression> sides = new ArrayList<>();
        do {
            SpdxExpression side = takes("(") ? group() : term();
            if (side == null) {
                return null;
            }
            sides.add(side);
        } while (takes("AND"));
        return sides.size() == 1 ? sides.get(0) : new AllOf(List.copyOf(sides));
    }

    private @Nullable SpdxExpression group() {
        if (++depth > MAX_DEPTH) {
            return null;
        }
        SpdxExpression inner = choice();
        depth--;
        return takes(")") ? inner : null;
    }

    private @Nullable SpdxExpression term() {
        if (next == tokens.size() || !isLicense(tokens.get(next))) {
            return null;
        }
        String id = tokens.get(next++);
        if (!takes("WITH")) {
            return Term.of(id, "");
        }
        return next < tokens.size() && isException(tokens.get(next)) ? Term.of(id, tokens.get(next++)) : null;
    }

    private boolean takes(String token) {
        boolean isNext = next < tokens.size()
                && (tokens.get(next).equals(token) || tokens.get(next).equals(token.toLowerCase(Locale.ROOT)));
        next += isNext ? 1 : 0;
        return isNext;
    }

    private static boolean isLicense(String token) {
        String lowered = token.toLowerCase(Locale.ROOT);
        String base = lowered.endsWith("+") ? lowered.substring(0, lowered.length() - 1) : lowered;
        return SpdxIds.isLicense(base) || REFERENCE.matcher(lowered).matches();
    }

    private static boolean isException(String token) {
        String lowered = token.toLowerCase(Locale.ROOT);
        return SpdxIds.isException(lowered) || ADDITION.matcher(lowered).matches();
    }
}
