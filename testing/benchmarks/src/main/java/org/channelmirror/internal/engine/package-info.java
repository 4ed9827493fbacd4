/** The engine's own parts, put together for a benchmark. */
@NullMarked
package org.channelmirror.internal.engine;

import org.jspecify.annotations.NullMarked;
