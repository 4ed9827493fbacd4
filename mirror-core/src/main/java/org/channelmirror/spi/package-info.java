/**
 * What others implement: storage, filters and gates. Each interface states its contract, and the testkit module has a suite that
 * proves an implementation.
 */
@NullMarked
package org.channelmirror.spi;

import org.jspecify.annotations.NullMarked;
