package org.channelmirror.benchmarks;

import java.util.Set;

/** One benchmark. */
interface Command {

    Set<String> optionNames();

    void run(Options options) throws Exception;
}
