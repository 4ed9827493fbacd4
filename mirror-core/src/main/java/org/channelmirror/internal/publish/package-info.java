/** Indexes in all their forms, staged and made visible in the order that never names what is not there. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.publish;

import org.jspecify.annotations.NullMarked;
