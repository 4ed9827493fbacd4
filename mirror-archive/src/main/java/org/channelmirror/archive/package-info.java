/** Archives as files: the tar format, volumes, checksums beside them, expanded folders, keys in PEM files. */
@NullMarked
package org.channelmirror.archive;

import org.jspecify.annotations.NullMarked;
