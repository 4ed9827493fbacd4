/** Transport over real sockets. */
@NullMarked
package org.channelmirror.tests.transport;

import org.jspecify.annotations.NullMarked;
