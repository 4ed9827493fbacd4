/** The sync itself, and its plan. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.engine;

import org.jspecify.annotations.NullMarked;
