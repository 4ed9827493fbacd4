package org.channelmirror.api;

import java.util.regex.Pattern;

/** What proves to one server that it may be read. Immutable and thread-safe; no text form of it shows a secret. */
public sealed interface Credential {

    /**
     * A user and a password, sent as an {@code Authorization} header of the scheme Basic.
     *
     * @param user the user, without a colon
     * @param password the password
     */
    record Basic(String user, String password) implements Credential {

        /**
         * Validates both.
         *
         * @throws IllegalArgumentException if one has a control character, or the user is empty or has a colon; the message
         *     quotes neither
         */
        public Basic {
            if (user.isEmpty() || user.contains(":")) {
                throw new IllegalArgumentException("a user is not empty and has no \":\"");
            }
            if (user.chars().anyMatch(Character::isISOControl)
                    || password.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a user and a password have no control characters");
            }
        }

        @Override
        public String toString() {
            return "a user and a password";
        }
    }

    /**
     * A token, sent as an {@code Authorization} header of the scheme Bearer.
     *
     * @param token the token
     */
    record Bearer(String token) implements Credential {

        private static final Pattern TOKEN = Pattern.compile("[!-~]+");

        /**
         * Validates the token.
         *
         * @throws IllegalArgumentException if it is empty or has other characters than visible ASCII; the message does not
         *     quote it
         */
        public Bearer {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("a bearer token is not empty and has visible ASCII characters only");
            }
        }

        @Override
        public String toString() {
            return "a bearer token";
        }
    }

    /**
     * A token as conda servers know it: {@code /t/<TOKEN>} goes before the path of every URL of the server that has none.
     *
     * @param token the token
     */
    record CondaToken(String token) implements Credential {

        private static final Pattern TOKEN = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~-]+");

        /**
         * Validates the token.
         *
         * @throws IllegalArgumentException if it is empty or has other characters than letters, digits and {@code -._~}; the
         *     message does not quote it
         */
        public CondaToken {
            if (!TOKEN.matcher(token).matches()) {
                throw new IllegalArgumentException("a conda token is not empty and has letters, digits and -._~ only");
            }
        }

        @Override
        public String toString() {
            return "a conda token";
        }
    }
}
