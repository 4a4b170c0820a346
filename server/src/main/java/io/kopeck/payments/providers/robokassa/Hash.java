package io.kopeck.payments.providers.robokassa;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The shop's hash algorithm, which all its signatures use (Robokassa, Secrets and endpoints). */
enum Hash {
    MD5("MD5"),
    RIPEMD160("RIPEMD160"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private final String algorithm;

    Hash(String algorithm) {
        this.algorithm = algorithm;
    }

    /**
     * The algorithm of this name, whatever its case.
     *
     * @throws IllegalArgumentException naming the ones there are
     */
    static Hash named(String name) {
        return Arrays.stream(values())
                .filter(hash -> hash.name().equalsIgnoreCase(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("the setting hash is one of "
                        + Arrays.stream(values()).map(Hash::name).collect(Collectors.joining(", "))));
    }

    /** The digest of the UTF-8 bytes in lower-case hex. */
    String hex(String base) {
        return HexFormat.of().formatHex(digest(base.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether this hex is the digest of the base; either case is accepted, since Robokassa sends upper case. */
    boolean matches(String base, String hex) {
        return MessageDigest.isEqual(
                hex(base).getBytes(StandardCharsets.US_ASCII),
                hex.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] digest(byte[] bytes) {
        if (this == RIPEMD160) {
            return ripemd160(bytes);
        }
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /** The one algorithm the JDK does not have. */
    private static byte[] ripemd160(byte[] bytes) {
        var digest = new RIPEMD160Digest();
        digest.update(bytes, 0, bytes.length);
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
