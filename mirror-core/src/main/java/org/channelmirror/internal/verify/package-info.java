/** Compares a mirror with what it should be, and mends it. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.verify;

import org.jspecify.annotations.NullMarked;
