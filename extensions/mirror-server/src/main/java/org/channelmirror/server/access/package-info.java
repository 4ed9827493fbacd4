/** Who may read which account over HTTP: tokens and visibilities, kept in the mirror's private part. */
@NullMarked
package org.channelmirror.server.access;

import org.jspecify.annotations.NullMarked;
