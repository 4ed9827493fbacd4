package org.channelmirror.tests.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.channelmirror.model.PackageFormat;
import org.channelmirror.testkit.channel.ChannelBuilder;
import org.channelmirror.testkit.channel.IndexFile;
import org.channelmirror.testkit.channel.Listing;
import org.channelmirror.testkit.channel.MadeChannel;
import org.channelmirror.testkit.channel.PackageBuilder;
import org.channelmirror.testkit.channel.SubdirBuilder;

/** The states that the tests' upstream goes through. */
enum UpstreamState {
    /** As it begins; shown again later, it is an upstream that takes its changes back. */
    FIRST(0),
    /** Of each five packages one was uploaded again, one removed and one hotfixed; others were added. */
    UPDATED(1),
    /** As updated, but what was uploaded again or added was uploaded once more. */
    UPDATED_AGAIN(2);

    static final List<String> SUBDIRS = List.of("noarch", "linux-64");

    private final int upload;

    UpstreamState(int upload) {
        this.upload = upload;
    }

    /** Which upload of its changed packages it has, counted from 0. */
    int upload() {
        return upload;
    }

    /** Writes the channel in this state. */
    MadeChannel write(Path folder, int packages) throws IOException {
        ChannelBuilder channel = ChannelBuilder.at(folder).indexes(IndexFile.JSON, IndexFile.ZST);
        for (String name : SUBDIRS) {
            SubdirBuilder subdir = channel.subdir(name);
            for (int i = 0; i < packages; i++) {
                old(subdir, i);
            }
            for (int i = 0; this != FIRST && i < packages; i += 3) {
                pkg(subdir, "new" + i, i, upload);
            }
        }
        return channel.write();
    }

    private void old(SubdirBuilder subdir, int i) {
        if (this == FIRST) {
            pkg(subdir, "old" + i, i, 0);
        } else if (i % 5 == 0) {
            pkg(subdir, "old" + i, i, upload);
        } else if (i % 5 == 2) {
            pkg(subdir, "old" + i, i, 0).field("depends", List.of("hotfixed >=" + upload));
        } else if (i % 5 != 1) {
            pkg(subdir, "old" + i, i, 0);
        } else if (i % 2 == 0) {
            subdir.removed("old" + i + "-1.0-h_0" + format(i).suffix());
        }
    }

    private static PackageBuilder pkg(SubdirBuilder subdir, String name, int i, int upload) {
        byte[] payload = new byte[1000 + 3000 * (i % 7)];
        new java.util.SplittableRandom(31L * i + upload).nextBytes(payload);
        return subdir.pkg(name, "1.0", "h_0").format(format(i)).payload(payload).listing(listing(i));
    }

    private static Listing listing(int i) {
        return i % 6 == 0 ? Listing.V3 : i % 6 == 3 ? Listing.BOTH : Listing.PACKAGES;
    }

    private static PackageFormat format(int i) {
        return i % 4 == 0 ? PackageFormat.TAR_BZ2 : PackageFormat.CONDA;
    }
}
