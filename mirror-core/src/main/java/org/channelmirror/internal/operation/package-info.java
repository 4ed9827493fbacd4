/** What every operation on an account works with: its lock, context, scratch files, logs and plans. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.operation;

import org.jspecify.annotations.NullMarked;
