package io.kopeck.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.kopeck.testing.Platform;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credentials that must not be believed, made from good ones. */
final class BadTokens {

    private BadTokens() {}

    static Map<String, String> all(Platform platform, People people) {
        try {
            var good = SignedJWT.parse(people.bearer("customer"));
            var staff = new JWTClaimsSet.Builder(good.getJWTClaimsSet()).claim("roles", java.util.List.of("superuser")).build();
            var key = people.bearer("key:read");
            var tokens = new LinkedHashMap<String, String>();
            tokens.put("expired", people.expiredToken());
            tokens.put("another key under our key's id", signed(good, staff));
            tokens.put("no algorithm", new PlainJWT(staff).serialize());
            tokens.put("our public key as a shared secret", shared(platform, good, staff));
            tokens.put("claims replaced", claimsReplaced(good, staff));
            tokens.put("signature cut off", good.serialize().replaceAll("\\.[^.]*$", "."));
            tokens.put("signature of zeros", good.serialize().replaceAll("\\.[^.]*$", "." + "A".repeat(86)));
            tokens.put("garbage", "garbage");
            tokens.put("three garbage parts", "a.b.c");
            tokens.put("long garbage", "x".repeat(6_000));
            tokens.put("key with a wrong secret", key.substring(0, key.length() - 4) + (key.endsWith("AAAA") ? "BBBB" : "AAAA"));
            tokens.put("key cut off", key.substring(0, key.length() / 2));
            tokens.put("key of nobody", key.replaceAll("[0-9]", "7"));
            tokens.put("database's hash of a key", Sql.text(platform, "select encode(secret_hash, 'hex') from identity.api_key limit 1"));
            return tokens;
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(SignedJWT good, JWTClaimsSet claims) throws JOSEException {
        var other = new ECKeyGenerator(Curve.P_256).generate();
        var token = new SignedJWT(good.getHeader(), claims);
        token.sign(new ECDSASigner(other));
        return token.serialize();
    }

    private static String shared(Platform platform, SignedJWT good, JWTClaimsSet claims) throws JOSEException {
        var secret = platform.http().get("/.well-known/jwks.json").expect(200).body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(good.getHeader().getKeyID()).build(), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static String claimsReplaced(SignedJWT good, JWTClaimsSet claims) {
        var parts = good.serialize().split("\\.");
        var replaced = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return parts[0] + "." + replaced + "." + parts[2];
    }
}
