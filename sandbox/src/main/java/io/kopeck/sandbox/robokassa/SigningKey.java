package io.kopeck.sandbox.robokassa;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** The RSA key that signs Result2 notifications, with a self-signed certificate that verifies them (reference, 6). */
final class SigningKey {

    /** What is remembered of it: DER in Base64. */
    record Kept(String privateKey, String certificate) {}

    private static final class OfThisProcess {
        static final SigningKey KEY = fresh();
    }

    private final PrivateKey privateKey;
    private final Kept kept;

    private SigningKey(PrivateKey privateKey, Kept kept) {
        this.privateKey = privateKey;
        this.kept = kept;
    }

    /** One per process, made when it is first asked for, because making one takes a while. */
    static SigningKey ofThisProcess() {
        return OfThisProcess.KEY;
    }

    static SigningKey fresh() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            return new SigningKey(pair.getPrivate(),
                    new Kept(base64.encodeToString(pair.getPrivate().getEncoded()), base64.encodeToString(certificate(pair))));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static SigningKey of(Kept kept) {
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(kept.privateKey()));
            return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(spec), kept);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Kept kept() {
        return kept;
    }

    String certificatePem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(Base64.getDecoder().decode(kept.certificate()))
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A compact JWS, RS256. */
    String sign(String payload) {
        var text = Jwt.encoded("{\"typ\":\"JWT\",\"alg\":\"RS256\"}") + "." + Jwt.encoded(payload);
        try {
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(privateKey, text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] certificate(KeyPair pair) throws GeneralSecurityException, IOException {
        var name = new X500Name("CN=kopeck sandbox");
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        var content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(BigInteger.ONE));
        content.setIssuer(name);
        content.setSubject(name);
        // As wide as the sandbox clock can be moved.
        content.setStartDate(new Time(Date.from(Instant.parse("2000-01-01T00:00:00Z"))));
        content.setEndDate(new Time(Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        content.setSignature(algorithm);
        var signed = content.generateTBSCertificate();
        var signature = new DERBitString(signature(pair.getPrivate(), signed.getEncoded("DER")));
        return new DERSequence(new ASN1Encodable[] {signed, algorithm, signature}).getEncoded("DER");
    }

    private static byte[] signature(PrivateKey key, byte[] content) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
    }
}
