/** The HTTP server over a mirror: {@link org.channelmirror.server.MirrorServer}. */
@NullMarked
package org.channelmirror.server;

import org.jspecify.annotations.NullMarked;
