/** What stands in an archive beside packages and indexes: its manifest, and what deltas are made against. */
@NullMarked
package org.channelmirror.internal.archive;

import org.jspecify.annotations.NullMarked;
