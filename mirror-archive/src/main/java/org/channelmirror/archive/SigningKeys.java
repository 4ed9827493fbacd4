package org.channelmirror.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys in PEM files, as {@code openssl genpkey} and {@code openssl pkey} write them. */
public final class SigningKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final long MOST = 1 << 16;

    private SigningKeys() {}

    /**
     * Reads the key to sign with.
     *
     * @param file a PEM file with a {@code PRIVATE KEY}
     * @return the key
     * @throws IOException if there is no such key in it; the message says how one is made
     */
    public static PrivateKey privateKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(decode(file, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw noKey(file, "an Ed25519 private key", "openssl genpkey -algorithm ed25519 -out key.pem", e);
        }
    }

    /**
     * Reads the key to verify with.
     *
     * @param file a PEM file with a {@code PUBLIC KEY}
     * @return the key
     * @throws IOException if there is no such key in it; the message says how one is made
     */
    public static PublicKey publicKey(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(decode(file, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw noKey(file, "an Ed25519 public key", "openssl pkey -in key.pem -pubout -out pub.pem", e);
        }
    }

    private static byte[] decode(Path file, String kind) throws IOException, GeneralSecurityException {
        if (Files.size(file) > MOST) {
            throw new GeneralSecurityException("it is too large");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException("it has no " + begin);
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("it is not in base64", e);
        }
    }

    /** What stands in the file is a secret, or may be: nothing of it is said. */
    private static IOException noKey(Path file, String what, String command, GeneralSecurityException cause) {
        return new IOException(file + " is not " + what + " in PEM; one is made by: " + command, cause);
    }
}
