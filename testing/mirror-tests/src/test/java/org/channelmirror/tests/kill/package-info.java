/** Tests that stop a sync at any instant, by killing its process or its disk, and look at what is left. */
@NullMarked
package org.channelmirror.tests.kill;

import org.jspecify.annotations.NullMarked;
