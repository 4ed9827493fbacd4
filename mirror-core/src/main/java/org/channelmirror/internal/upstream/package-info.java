/** Asks channels for their indexes, and takes them in. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.upstream;

import org.jspecify.annotations.NullMarked;
