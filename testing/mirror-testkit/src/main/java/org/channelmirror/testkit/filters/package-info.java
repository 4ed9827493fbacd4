/** Tests and tools for filters and selection rules of one's own. */
@NullMarked
package org.channelmirror.testkit.filters;

import org.jspecify.annotations.NullMarked;
