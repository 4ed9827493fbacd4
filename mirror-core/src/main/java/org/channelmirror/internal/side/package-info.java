/** The files beside the indexes and at the channel's root. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.side;

import org.jspecify.annotations.NullMarked;
