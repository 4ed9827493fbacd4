/** Answers what is asked about a mirror, and changes nothing. Not part of the public API. */
@NullMarked
package org.channelmirror.internal.query;

import org.jspecify.annotations.NullMarked;
