/** The command line from its arguments to the files it leaves, against real channels. */
@NullMarked
package org.channelmirror.tests.cli;

import org.jspecify.annotations.NullMarked;
