/** Snapshots, their labels, and their way back. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.snapshots;

import org.jspecify.annotations.NullMarked;
