package org.channelmirror.tests.channel;

import java.io.IOException;
import java.nio.file.Path;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.channel.JsonStyle;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.SubdirBuilder;

/** The sample channel that the command line's {@code demo} mirrors: a scientific stack of packages that install one line. */
final class DemoChannel {

    private DemoChannel() {}

    static MadeChannel write(Path folder) throws IOException {
        ChannelBuilder channel =
                ChannelBuilder.at(folder).style(JsonStyle.PRETTY).indexes(IndexFile.JSON, IndexFile.ZST);
        noarch(channel.subdir("noarch"));
        linux(channel.subdir("linux-64"));
        numpy(channel.subdir("osx-64"), "2.1.3");
        numpy(channel.subdir("win-64"), "2.1.3");
        return channel.write();
    }

    private static void noarch(SubdirBuilder noarch) {
        noarch.pkg("tzdata", "2024b", "hc8b5060_0")
                .license("LicenseRef-Public-Domain")
                .pkg("packaging", "24.2", "pyhd8ed1ab_2")
                .depends("python >=3.8")
                .license("Apache-2.0")
                .licenseFamily("APACHE")
                .noarch("python")
                .pkg("six", "1.16.0", "pyh6c4a22f_0")
                .format(PackageFormat.TAR_BZ2)
                .depends("python")
                .license("MIT")
                .licenseFamily("MIT")
                .noarch("python");
    }

    private static void linux(SubdirBuilder linux) {
        numpy(linux, "1.26.4");
        numpy(linux, "2.1.3");
        python(linux, "3.11.10");
        python(linux, "3.12.7");
        linux.pkg("scipy", "1.14.1", "py312h62794b6_1")
                .depends("libopenblas >=0.3.28,<1.0a0", "numpy >=1.23.5", "python >=3.12,<3.13.0a0")
                .license("BSD-3-Clause")
                .licenseFamily("BSD")
                .pkg("libopenblas", "0.3.28", "pthreads_h94d23a6_1")
                .license("BSD-3-Clause")
                .licenseFamily("BSD")
                .pkg("readline", "8.2", "h8228510_1")
                .format(PackageFormat.TAR_BZ2)
                .license("GPL-3.0-only")
                .licenseFamily("GPL")
                .pkg("r-matrix", "1.6_5", "r43h316c678_0")
                .format(PackageFormat.TAR_BZ2)
                .license("GPL (>= 2)")
                .licenseFamily("GPL3")
                .pkg("ca-certificates", "2024.8.30", "hbcca054_0")
                .license("ISC");
    }

    private static void python(SubdirBuilder subdir, String version) {
        subdir.pkg("python", version, "hc5c86c4_0_cpython")
                .depends("readline >=8.2,<9.0a0", "tzdata")
                .license("Python-2.0");
    }

    private static void numpy(SubdirBuilder subdir, String version) {
        subdir.pkg("numpy", version, "py312h58c1407_0")
                .depends("python >=3.12,<3.13.0a0")
                .license("BSD-3-Clause")
                .licenseFamily("BSD");
    }
}
