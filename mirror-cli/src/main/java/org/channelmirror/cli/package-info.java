/** The command line: parses, asks the library, prints, and ends with an {@link org.channelmirror.cli.ExitCode}. */
@NullMarked
package org.channelmirror.cli;

import org.jspecify.annotations.NullMarked;
