package org.channelmirror.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicenseFamilyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GPL-3.0-only; GPL3",
                "GPL-2.0-or-later; GPL2",
                "GPL (>= 2); GPL3",
                "GPL (>=2); GPL3",
                "GPL (>= 2) | file LICENSE; GPL3",
                "GPL-2 | GPL-3; GPL3",
                "GPL-2; GPL2",
                "gpl v2; GPL2",
                "GPL; GPL",
                "GNU General Public License v2 or later (GPLv2+); GPL2",
                "GNU General Public License; GPL",
                "GNU Lesser General Public License v3; LGPL",
                "GNU Affero General Public License v3; AGPL",
                "LGPL (>= 2.1); LGPL",
                "AGPL-3.0; AGPL",
                "AGPLv3; AGPL",
                "LGPLv2+ and GPLv3+; GPL3",
                "GPL-2 | LGPL-2.1 | MPL-1.1; GPL2",
                "BSD_3_clause + file LICENSE; BSD",
                "0BSD; BSD",
                "MIT + file LICENSE; MIT",
                "Unlimited; MIT",
                "Apache License (== 2.0); APACHE",
                "PSF; PSF",
                "PSF-2.0; PSF",
                "Python-2.0; OTHER",
                "CC0-1.0; CC",
                "CC-BY-4.0; CC",
                "Mozilla Public License 2.0; MOZILLA",
                "MPL-2.0; OTHER",
                "Public Domain; Public-Domain",
                "public_domain; Public-Domain",
                "PUBLICDOMAIN; Public-Domain",
                "Proprietary; PROPRIETARY",
                "zlib; OTHER",
                "None; NONE",
            })
    void familyOfAText(String text, String family) {
        assertEquals(family, LicenseFamily.of(text).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "gpl3, GPL3",
        "GPL-3, GPL3",
        "Public-Domain, PUBLIC_DOMAIN",
        "public domain, PUBLIC_DOMAIN",
        "None, NONE"
    })
    void familyOfAName(String name, LicenseFamily family) {
        assertEquals(Optional.of(family), LicenseFamily.named(name));
    }

    @Test
    void aNameIsTheWholeOfIt() {
        assertEquals(Optional.empty(), LicenseFamily.named("GPLv3"));
        assertEquals(Optional.empty(), LicenseFamily.named(""));
    }

    @Test
    void whatIsFarBehindIsNotRead() {
        assertEquals(LicenseFamily.GPL, LicenseFamily.of("GPL" + " x".repeat(5_000) + "3"));
    }
}
