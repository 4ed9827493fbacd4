/** Export to archives and import from them, with the manifest that stands in an archive. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.archive;

import org.jspecify.annotations.NullMarked;
