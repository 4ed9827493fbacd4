package org.channelmirror.filters;

import static org.channelmirror.filters.Filters.KEPT;
import static org.channelmirror.filters.Filters.filter;
import static org.channelmirror.filters.Filters.reason;
import static org.channelmirror.filters.Filters.refusal;
import static org.channelmirror.filters.Filters.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.PackageSelection;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spi.PackageFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseFilterTest {

    private static final String ENTRIES = " *, *";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                // Either of both fields is enough.
                "GPL3; GPL-3.0-only; GPL; GPL3",
                "GPL3; -; GPL3; GPL3",
                "GPL3; GPL (>= 2); -; GPL3",
                "GPL3; GPL (>= 2); GPL2; GPL3",
                "GPL3; Custom; gpl3; GPL3",
                "GPL3; MIT; GPL3; GPL3",
                "GPL2; GPL (>= 2); GPL2; GPL2",
                "GPL3; GPL-2.0-or-later; GPL2; -",
                "GPL2, GPL3; GPL; GPL; -",
                "GPL; GPL-3.0-only; -; GPL",
                "GPL; GPL v2; -; GPL",
                "gpl; GPL; -; gpl",
                "GPL; LGPL-3.0-only; LGPL; -",
                "GPL; AGPL-3.0-only; AGPL; -",
                // Nothing said, and nothing known.
                "NONE; -; -; NONE",
                "NONE; ' '; -; NONE",
                "none; -; MIT; -",
                "NONE; MIT; -; -",
                "OTHER; Zlib; -; OTHER",
                "OTHER; Zlib; MIT; OTHER",
                "OTHER; -; -; -",
                "MIT; -; -; -",
                // A choice that has a side which is not listed.
                "GPL3; GPL-3.0-only OR MIT; GPL3; -",
                "GPL3; MIT or GPL-3.0-only; GPL3; -",
                "GPL3, MIT; GPL-3.0-only OR MIT; GPL3; GPL3",
                "GPL3; GPL-3.0-only OR GPL-3.0-or-later; -; GPL3",
                "GPL3; GPL-3.0-only AND MIT; MIT; GPL3",
                "GPL3; MIT AND GPL-3.0-only; -; GPL3",
                "GPL3; (GPL-3.0-only OR MIT) AND Zlib; GPL3; -",
                "GPL3, OTHER; (GPL-3.0-only OR MIT) AND Zlib; GPL3; GPL3",
                "GPL3; (GPL-3.0-only OR MIT) AND GPL-3.0-only; -; GPL3",
                "GPL3; (GPL-3.0-only AND Zlib) OR MIT; GPL3; -",
                // What is no valid expression is read as a text.
                "GPL3; GPL-3.0-only OR Proprietary; -; GPL3",
                "GPL3; GPL-2 | GPL-3; -; GPL3",
                "AGPL; Commercial or AGPLv3; GPL; AGPL",
                "GPL3; GPL-3.0-only Or MIT; -; GPL3",
                // Identifiers.
                "GPL-2.0-only; GPL-2.0; -; GPL-2.0-only",
                "GPL-2.0-only; GPL-2.0-or-later; -; -",
                "gpl-2.0+; GPL-2.0-or-later; -; gpl-2.0+",
                "Apache-2.0; Apache-2.0+; -; Apache-2.0",
                "Zlib; zlib; Other; Zlib",
                "BSD-3-Clause; BSD-3-Clause AND MIT; BSD; BSD-3-Clause",
                "BSD-3-Clause; BSD-2-Clause; BSD; -",
                "GPL-2.0-only; GPL-2.0-only WITH Classpath-exception-2.0; -; GPL-2.0-only",
                "GPL-2.0-only WITH Classpath-exception-2.0; GPL-2.0-only; -; -",
                "GPL-2.0-only WITH Classpath-exception-2.0; GPL-2.0 WITH classpath-exception-2.0; -; GPL-2.0-only WITH Classpath-exception-2.0",
                "LicenseRef-Intel; licenseref-intel; -; LicenseRef-Intel",
                // Globs.
                "*gpl*; LGPL-2.1; -; *gpl*",
                "GPL?; GPL (>= 2); -; GPL?",
                "BSD_*; BSD_3_clause + file LICENSE; -; BSD_*",
                "*intel*; Intel Simplified; Proprietary; *intel*",
                "cc-by-nc*; CC-BY-NC-4.0 OR MIT; -; -",
                "Public-*; -; Public-Domain; Public-*",
                "public_domain; Public-Domain; -; public_domain",
            })
    void blacklist(String entries, String license, String family, String reason) {
        PackageFilter filter = filter("license_blacklist", entries.split(ENTRIES, -1));

        String expected = reason == null ? KEPT : "license_blacklist: " + reason;
        assertEquals(expected, reason(filter, Records.licensed(license, family)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "MIT; MIT; MIT; true",
                "MIT; MIT; -; true",
                "MIT; -; MIT; true",
                "MIT; -; -; false",
                "NONE; -; -; true",
                "MIT; GPL-3.0-only; MIT; false",
                "MIT; MIT; GPL3; false",
                "MIT, GPL; MIT; GPL3; true",
                "MIT; Unknown; MIT; true",
                "MIT; Unknown; -; false",
                "OTHER; Unknown; -; true",
                "MIT; MIT; Other; true",
                "BSD-3-Clause; BSD-3-Clause; BSD; true",
                "BSD-3-Clause; BSD-2-Clause; BSD; false",
                "BSD; Tcl/Tk; BSD; true",
                "MPL-2.0; MPL-2.0; MOZILLA; true",
                "MIT; MIT OR GPL-3.0-only; GPL3; true",
                "MIT; MIT AND GPL-3.0-only; MIT; false",
                "MIT, BSD; MIT AND BSD-3-Clause; MIT; true",
                "MIT; (MIT OR Zlib) AND Zlib; MIT; false",
                "MIT; GPL-3.0-only OR AGPL-3.0-only; MIT; false",
                "GPL; GPL (>= 2); GPL2; true",
                "Apache*; Apache License 2.0; APACHE; true",
            })
    void onlyLicenses(String entries, String license, String family, boolean kept) {
        PackageFilter filter = filter("only_licenses", entries.split(ENTRIES, -1));

        assertEquals(kept ? KEPT : "not in only_licenses", reason(filter, Records.licensed(license, family)));
    }

    /** Worked examples of the original documentation. */
    @Test
    void workedExamples() {
        PackageRecord readline = Records.linux("'name':'readline','license':'GPL-3.0','license_family':'GPL3'");
        PackageRecord pyqt = Records.linux("'name':'pyqt','license':'Commercial, GPL-2.0','license_family':'GPL2'");
        PackageRecord bash = Records.linux("'name':'bash','license':'GPL-3.0','license_family':'GPL3'");
        PackageRecord six = Records.linux("'name':'six','license':'MIT'");

        PackageSelection first = select(Map.of(
                "license_blacklist", List.of("GPL2", "GPL3"),
                "whitelist", List.of("readline")));
        assertEquals(KEPT, reason(first.decide(readline, Filters.NOW)));
        assertEquals("license_blacklist: GPL3", reason(first.decide(bash, Filters.NOW)));
        assertEquals("license_blacklist: GPL2", reason(first.decide(pyqt, Filters.NOW)));
        assertEquals(KEPT, reason(first.decide(six, Filters.NOW)));

        PackageSelection second = select(Map.of(
                "license_blacklist", List.of("GPL2"),
                "blacklist", List.of("six")));
        assertEquals("license_blacklist: GPL2", reason(second.decide(pyqt, Filters.NOW)));
        assertEquals("blacklist: six", reason(second.decide(six, Filters.NOW)));
        assertEquals(KEPT, reason(second.decide(bash, Filters.NOW)));
    }

    @Test
    void explainsBothInputs() {
        PackageFilter filter = filter("license_blacklist", "GPL3");

        assertEquals(
                Optional.of("license \"GPL (>= 2)\" (GPL3), license_family \"GPL2\" (GPL2)"),
                filter.explain(Records.licensed("GPL (>= 2)", "GPL2")));
        assertEquals(
                Optional.of("license \"MIT OR GPL-3.0-only\" (MIT, GPL3)"),
                filter.explain(Records.licensed("MIT OR GPL-3.0-only", null)));
        assertEquals(Optional.of("no license (NONE)"), filter.explain(Records.licensed(null, null)));
        assertEquals(
                Optional.of("no license, license_family \"Other\" (OTHER)"),
                filter.explain(Records.licensed(null, "Other")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "GPLv3 @ is no licence family, SPDX identifier or glob; did you mean \"GPL3\"?",
                "GPL 3.0 @ did you mean \"GPL-3.0\"?",
                "Apache 2.0 @ did you mean \"Apache-2.0\"?",
                "zlip @ the families are AGPL, LGPL, GPL3",
                "zlip @ a glob such as \"*zlip*\" means a text",
                "MIT OR Zlib @ names several licences; write each of them as an entry of its own",
                "' ' @ an entry is empty",
            })
    void aMisspeltEntryIsRefused(String entry, String part) {
        String message = refusal("license_blacklist", "MIT", entry);

        assertTrue(message.contains(part), message);
    }
}
