package org.channelmirror.hooks;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A command's standard input. That the command closed it is told apart from a failure of what is written to it. */
final class HookInput extends FilterOutputStream {

    HookInput(OutputStream process) {
        super(new BufferedOutputStream(process, 1 << 16));
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw new HookProcess.InputClosedException(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new HookProcess.InputClosedException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw new HookProcess.InputClosedException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            throw new HookProcess.InputClosedException(e);
        }
    }
}
