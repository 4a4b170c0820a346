package io.kopeck.sandbox.robokassa;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The algorithms a shop can choose for its signatures (reference, 1). */
enum Hashing {
    MD5(MD5Digest::new),
    RIPEMD160(RIPEMD160Digest::new),
    SHA1(SHA1Digest::new),
    SHA256(SHA256Digest::new),
    SHA384(SHA384Digest::new),
    SHA512(SHA512Digest::new);

    private final Supplier<? extends Digest> digests;

    Hashing(Supplier<? extends Digest> digests) {
        this.digests = digests;
    }

    /** Digest of the text's UTF-8 bytes, lower-case hex. */
    String hex(String text) {
        var digest = digests.get();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, 0, bytes.length);
        var out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }

    byte[] hmac(String key, String text) {
        var mac = new HMac(digests.get());
        mac.init(new KeyParameter(key.getBytes(StandardCharsets.UTF_8)));
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(bytes, 0, bytes.length);
        var out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }
}
