/** The arrows between packages and modules, held by tests. */
@NullMarked
package org.channelmirror.tests.architecture;

import org.jspecify.annotations.NullMarked;
