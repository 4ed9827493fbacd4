/** The entry to the library: {@link org.channelmirror.MirrorClient}. */
@NullMarked
package org.channelmirror;

import org.jspecify.annotations.NullMarked;
