/** Tests. */
@NullMarked
package org.channelmirror.benchmarks.generator;

import org.jspecify.annotations.NullMarked;
