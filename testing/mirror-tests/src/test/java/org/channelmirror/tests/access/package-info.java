/** Proxies, private authorities and credentials, over real sockets. */
@NullMarked
package org.channelmirror.tests.access;

import org.jspecify.annotations.NullMarked;
