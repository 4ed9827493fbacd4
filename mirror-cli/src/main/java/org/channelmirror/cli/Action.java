package org.channelmirror.cli;

import org.channelmirror.api.MirrorException;

/** What a command does: it asks the library, and answers. */
interface Action {

    Answer run(Session session) throws MirrorException;
}
