package org.channelmirror.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was only read: a failure takes nothing from anybody, and is logged. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("closing failed", e);
        }
    }
}
