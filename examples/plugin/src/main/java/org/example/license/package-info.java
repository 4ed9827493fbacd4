/** A filter that a third party adds. */
@NullMarked
package org.example.license;

import org.jspecify.annotations.NullMarked;
