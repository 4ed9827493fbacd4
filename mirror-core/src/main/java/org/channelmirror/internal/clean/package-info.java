/** Takes packages out of a mirror. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.clean;

import org.jspecify.annotations.NullMarked;
