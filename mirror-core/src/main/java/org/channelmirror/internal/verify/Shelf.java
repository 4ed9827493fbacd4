package org.channelmirror.internal.verify;

import org.channelmirror.spi.StoragePath;

/** Where the files of one subdir are, be it the account's or a snapshot's. */
@FunctionalInterface
interface Shelf {
    StoragePath file(String fileName);
}
