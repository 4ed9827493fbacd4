/** Threads that work for an operation, and streams that use one. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.threads;

import org.jspecify.annotations.NullMarked;
