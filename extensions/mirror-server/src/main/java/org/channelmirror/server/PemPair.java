package org.channelmirror.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a certificate, with the chain behind it, and of its private key.
 *
 * @param certificate PEM, the server's own certificate first
 * @param key PEM, PKCS #8 without a password
 */
record PemPair(Path certificate, Path key) {

    private static final Logger LOG = LoggerFactory.getLogger(PemPair.class);
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    /** The two as the TLS implementation takes them. The password of the entry guards nothing: it is in memory only. */
    KeyStore load(char[] password) throws IOException {
        try {
            List<Certificate> chain = new ArrayList<>();
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : blocks(certificate, "CERTIFICATE")) {
                chain.add(factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            if (chain.isEmpty()) {
                throw new IOException(certificate + " has no certificate: expected a PEM file, with"
                        + " \"-----BEGIN CERTIFICATE-----\"");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", privateKey(), password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "the certificate in " + certificate + " and the key in " + key + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        List<byte[]> keys = blocks(key, "PRIVATE KEY");
        if (keys.size() != 1) {
            throw new IOException(key + " has no private key in PKCS #8 without a password; make it with: openssl pkcs8"
                    + " -topk8 -nocrypt -in OLD.pem -out NEW.pem");
        }
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(keys.get(0)));
            } catch (InvalidKeySpecException ofAnotherType) {
                LOG.debug("the key is not of the type {}", type);
            }
        }
        throw new IOException(key + " is of a type that is not supported: take RSA, EC or EdDSA");
    }

    private static List<byte[]> blocks(Path file, String type) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        List<byte[]> found = new ArrayList<>();
        while (blocks.find()) {
            if (blocks.group(1).equals(type)) {
                found.add(Base64.getMimeDecoder().decode(blocks.group(2)));
            }
        }
        return found;
    }
}
