/** Tests. */
@NullMarked
package org.channelmirror.benchmarks;

import org.jspecify.annotations.NullMarked;
