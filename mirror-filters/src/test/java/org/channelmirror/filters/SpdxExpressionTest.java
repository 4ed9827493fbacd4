package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Collectors;
import org.channelmirror.filters.SpdxExpression.AllOf;
import org.channelmirror.filters.SpdxExpression.AnyOf;
import org.channelmirror.filters.SpdxExpression.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxExpressionTest {

    @ParameterizedTest
    @CsvSource({
        "MIT, mit",
        "mit, mit",
        "MIT OR Apache-2.0, any(mit apache-2.0)",
        "MIT or apache-2.0, any(mit apache-2.0)",
        "MIT AND BSD-3-Clause OR Zlib, any(all(mit bsd-3-clause) zlib)",
        "MIT AND (BSD-3-Clause OR Zlib), all(mit any(bsd-3-clause zlib))",
        "(MIT), mit",
        "((MIT)OR(Zlib)), any(mit zlib)",
        "GPL-2.0, gpl-2.0-only",
        "GPL-2.0-only, gpl-2.0-only",
        "GPL-2.0+, gpl-2.0-or-later",
        "GPL-2.0-or-later, gpl-2.0-or-later",
        "LGPL-2.1+, lgpl-2.1-or-later",
        "GFDL-1.3, gfdl-1.3-only",
        "Apache-2.0+, apache-2.0",
        "GPL-2.0-only WITH Classpath-exception-2.0, gpl-2.0-only/classpath-exception-2.0",
        "Apache-2.0 WITH LLVM-exception OR MIT, any(apache-2.0/llvm-exception mit)",
        "LicenseRef-Proprietary AND MIT, all(licenseref-proprietary mit)",
        "DocumentRef-x:LicenseRef-y, documentref-x:licenseref-y",
        "MIT OR MIT OR Zlib, any(mit mit zlib)",
    })
    void reads(String text, String shown) {
        SpdxExpression expression = SpdxExpression.parse(text);
        assertNotNull(expression, text);
        assertEquals(shown, show(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "GPL",
                "GPL (>= 2)",
                "GPL-2 | GPL-3",
                "Ruby OR BSD",
                "Commercial or AGPL-3.0",
                "MIT Or Zlib",
                "MIT OR",
                "OR MIT",
                "MIT Zlib",
                "MIT OR OR Zlib",
                "(MIT",
                "MIT)",
                "()",
                "MIT WITH",
                "MIT WITH Zlib",
                "WITH LLVM-exception",
                "(MIT OR Zlib) WITH LLVM-exception",
                "MIT/Zlib",
                "MIT, Zlib",
                "MIT + file LICENSE",
                "BSD 3-Clause",
                "LicenseRef-",
                "MIT\u0000",
            })
    void whatIsNoExpressionIsNone(String text) {
        assertNull(SpdxExpression.parse(text));
    }

    @Test
    void whatIsTooDeepOrTooLongIsNone() {
        assertNotNull(SpdxExpression.parse("(".repeat(50) + "MIT" + ")".repeat(50)));
        assertNull(SpdxExpression.parse("(".repeat(51) + "MIT" + ")".repeat(51)));
        assertNull(SpdxExpression.parse("(".repeat(1_000_000)));
        assertNull(SpdxExpression.parse("MIT OR ".repeat(1_000) + "MIT"));
    }

    @Test
    void termsKnowTheirFamily() {
        assertEquals(
                LicenseFamily.GPL2,
                assertInstanceOf(Term.class, SpdxExpression.parse("GPL-2.0-or-later"))
                        .family());
    }

    private static String show(SpdxExpression expression) {
        if (expression instanceof AnyOf any) {
            return any.sides().stream().map(SpdxExpressionTest::show).collect(Collectors.joining(" ", "any(", ")"));
        }
        if (expression instanceof AllOf all) {
            return all.sides().stream().map(SpdxExpressionTest::show).collect(Collectors.joining(" ", "all(", ")"));
        }
        Term term = (Term) expression;
        return term.id() + (term.exception().isEmpty() ? "" : "/" + term.exception());
    }
}
