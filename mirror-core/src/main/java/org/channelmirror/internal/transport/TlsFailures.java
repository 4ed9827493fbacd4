package org.channelmirror.internal.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why a TLS connection is not trusted, and what to do. */
final class TlsFailures {

    /** How Java tells that a certificate is for another host; it has no type for that. */
    private static final List<String> OTHER_HOST =
            List.of("No subject alternative", "No name matching", "doesn't match any", "doesn't match common name");

    private TlsFailures() {}

    static String describe(SSLException failure, String host) {
        return "no trusted TLS connection to " + host + ": " + reason(failure);
    }

    private static String reason(SSLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return "its certificate has expired (" + message
                        + "); only who runs the server can renew it; is this machine's clock right?";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet (" + message + "); is this machine's clock right?";
            }
            if (cause instanceof CertPathBuilderException || isOtherKey(cause)) {
                return "its certificate is signed by no authority that is trusted here; if your organisation has its own,"
                        + " or a proxy that looks into TLS, give that authority's certificate as a PEM file:"
                        + " \"ssl_verify: ca.pem\" in the configuration";
            }
            if (cause instanceof SSLPeerUnverifiedException
                    || OTHER_HOST.stream().anyMatch(message::contains)) {
                return "its certificate is for another host (" + message
                        + "); use the name that the certificate has, or find out who answers there";
            }
            if (message.contains("Unsupported or unrecognized SSL message")) {
                return "what answers there does not speak TLS; check the port, or is it http://?";
            }
        }
        return failure.getMessage() + "; check the server's certificate and the certificates this Java trusts";
    }

    /** An authority of the same name is known, but it did not sign this. */
    private static boolean isOtherKey(Throwable cause) {
        return cause instanceof CertPathValidatorException invalid
                && invalid.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE;
    }
}
