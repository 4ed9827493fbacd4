package org.channelmirror.benchmarks.generator;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a recipe says of its licence: the text and the family, either of which may be missing. */
record License(@Nullable String text, @Nullable String family) {

    private static final License NONE = new License(null, null);

    /** As on conda-forge: SPDX ids for the most part, families in about half of the records, some old free text. */
    private static final Weighted<License> GENERAL = new Weighted<License>()
            .add(170, new License("MIT", "MIT"))
            .add(130, new License("MIT", null))
            .add(130, new License("BSD-3-Clause", "BSD"))
            .add(110, new License("BSD-3-Clause", null))
            .add(75, new License("Apache-2.0", "Apache"))
            .add(65, new License("Apache-2.0", null))
            .add(35, new License("GPL-3.0-or-later", "GPL"))
            .add(30, new License("GPL-3.0-or-later", "GPL3"))
            .add(15, new License("GPL-3.0-only", "GPL"))
            .add(25, new License("GPL-2.0-or-later", "GPL"))
            .add(10, new License("GPL-2.0-only", "GPL2"))
            .add(30, new License("LGPL-2.1-or-later", "LGPL"))
            .add(15, new License("LGPL-3.0-only", "LGPL"))
            .add(5, new License("AGPL-3.0-only", "AGPL"))
            .add(25, new License("BSD-2-Clause", "BSD"))
            .add(20, new License("MPL-2.0", "MOZILLA"))
            .add(20, new License("Apache-2.0 OR MIT", null))
            .add(10, new License("GPL-2.0-or-later OR LGPL-3.0-only", null))
            .add(10, new License("MIT AND BSD-3-Clause", null))
            .add(10, new License("ISC", null))
            .add(8, new License("PSF-2.0", "PSF"))
            .add(8, new License("Zlib", "Other"))
            .add(8, new License("Unlicense", null))
            .add(6, new License("LicenseRef-Proprietary", "Proprietary"))
            .add(5, new License("GPL", "GPL"))
            .add(5, new License("BSD 3-Clause", null))
            .add(5, new License("Apache 2.0", "APACHE"))
            .add(5, new License("Public-Domain", "Public-Domain"))
            .add(40, NONE);

    /** As on CRAN, whose texts the R packages carry. */
    private static final Weighted<License> OF_R = new Weighted<License>()
            .add(220, new License("GPL (>= 2)", "GPL3"))
            .add(170, new License("MIT + file LICENSE", "MIT"))
            .add(150, new License("GPL-2", "GPL2"))
            .add(90, new License("GPL-3", "GPL3"))
            .add(70, new License("GPL-2 | GPL-3", "GPL3"))
            .add(60, new License("GPL-2.0-or-later", "GPL3"))
            .add(50, new License("GPL", null))
            .add(20, new License("GPL-3 | file LICENSE", "GPL3"))
            .add(20, new License("GPL (>= 3)", "GPL3"))
            .add(15, new License("BSD_3_clause + file LICENSE", "BSD"))
            .add(12, new License("LGPL (>= 2)", "LGPL"))
            .add(10, new License("Apache License (== 2.0)", "APACHE"))
            .add(10, new License("Unlimited", null))
            .add(12, NONE);

    static License choose(PackageKind kind, SplittableRandom random) {
        return (kind == PackageKind.R ? OF_R : GENERAL).choose(random);
    }
}
