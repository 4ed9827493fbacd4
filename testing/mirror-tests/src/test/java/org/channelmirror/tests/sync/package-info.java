/** What a sync does to a mirror, seen from outside. */
@NullMarked
package org.channelmirror.tests.sync;

import org.jspecify.annotations.NullMarked;
