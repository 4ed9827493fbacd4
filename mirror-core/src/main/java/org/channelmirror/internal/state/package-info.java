/** What a mirror remembers of itself below {@code .mirror/}: see {@link StateStore}. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.state;

import org.jspecify.annotations.NullMarked;
