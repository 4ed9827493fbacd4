package org.channelmirror.tests.sync;

/** Where a mirror is kept and what it is filled from. */
enum Setup {
    DISK_FROM_HTTP(true, true),
    DISK_FROM_FILES(true, false),
    MEMORY_FROM_HTTP(false, true),
    MEMORY_FROM_FILES(false, false);

    final boolean onDisk;
    final boolean overHttp;

    Setup(boolean onDisk, boolean overHttp) {
        this.onDisk = onDisk;
        this.overHttp = overHttp;
    }
}
