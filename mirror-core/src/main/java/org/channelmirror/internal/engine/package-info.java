/** The sync engine: plan, fetch, verify, commit. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.engine;

import org.jspecify.annotations.NullMarked;
