/** The pieces of an index: texts as they are fetched, records in their frames, pointers into texts. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.index;

import org.jspecify.annotations.NullMarked;
