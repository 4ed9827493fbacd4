/** The sorted sources that a subdir is decided from, walked over file by file. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.merge;

import org.jspecify.annotations.NullMarked;
