package org.channelmirror.benchmarks.generator;

/** What a record says of its file: lower-case hexadecimal checksums and the size in bytes. */
record FileFacts(String md5, String sha256, long size) {}
