/** Programs that use the library. */
@NullMarked
package org.channelmirror.examples;

import org.jspecify.annotations.NullMarked;
