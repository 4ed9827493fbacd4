package org.channelmirror.api;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Which servers are believed to be who they say they are. Immutable and thread-safe. */
public sealed interface TlsTrust {

    /**
     * What a person should know of this trust. A client adds it to every report.
     *
     * @return warnings; none where certificates are checked
     */
    default List<MirrorWarning> warnings() {
        return List.of();
    }

    /**
     * Trusts the authorities that this Java trusts, also those of {@code javax.net.ssl.trustStore}.
     *
     * @return the trust
     */
    static TlsTrust system() {
        return new Default();
    }

    /**
     * Trusts the authorities of a file and, as conda and curl do with a bundle, no others.
     *
     * @param file certificates in PEM form; whatever else is in the file is passed over
     * @return the trust
     * @throws IOException if the file cannot be read or has no certificate; the message says what to do
     */
    static TlsTrust authorities(Path file) throws IOException {
        return new Authorities(PemCertificates.read(file));
    }

    /**
     * Believes every server, whatever certificate it shows: anybody on the way can pose as the server, read the credentials
     * and replace indexes and packages. Every report warns of it.
     *
     * @return the trust
     */
    static TlsTrust unverified() {
        return new Unverified();
    }

    /** The authorities that this Java trusts. */
    record Default() implements TlsTrust {}

    /**
     * Some authorities.
     *
     * @param certificates their certificates, at least one
     */
    record Authorities(List<X509Certificate> certificates) implements TlsTrust {

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Authorities {
            certificates = List.copyOf(certificates);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("without an authority no server can be trusted");
            }
        }

        @Override
        public String toString() {
            return certificates.size() + " authorities";
        }
    }

    /** No check at all. */
    record Unverified() implements TlsTrust {

        @Override
        public List<MirrorWarning> warnings() {
            return List.of(new MirrorWarning(
                    "ssl_verify",
                    "certificates are not checked: anybody on the way can read credentials and replace what is mirrored;"
                            + " name a CA bundle instead"));
        }
    }
}
