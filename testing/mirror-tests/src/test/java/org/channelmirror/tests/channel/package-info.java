/** Tests of the generated channels. */
@NullMarked
package org.channelmirror.tests.channel;

import org.jspecify.annotations.NullMarked;
