package io.kopeck.api.user;

import static io.kopeck.identity.internal.db.Tables.SIGNING_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.kopeck.identity.IdentityServer;
import io.kopeck.identity.internal.SigningKeys;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

final class TokenApiTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void accessTokenSaysWhoItIsAndVerifiesWithThePublishedKeys() throws Exception {
        var person = server.newPerson();
        var token = SignedJWT.parse(server.logIn(person.email(), IdentityServer.PASSWORD).accessToken());
        var published = server.get("/.well-known/jwks.json").expect(200);
        var key = JWKSet.parse(published.body()).getKeyByKeyId(token.getHeader().getKeyID()).toECKey();

        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(person.id());
        assertThat(claims.getIssuer()).isEqualTo("http://kopeck.test");
        assertThat(claims.getAudience()).containsExactly("kopeck");
        assertThat(claims.getClaims()).containsKeys("roles", "confirmed", "sid", "iat", "exp", "jti");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
        assertThat(published.header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(published.body()).doesNotContain("\"d\"");
    }

    @Test
    void refusesTokensThatWeDidNotSign() throws Exception {
        var genuine = SignedJWT.parse(server.newLogIn().accessToken());
        var claims = genuine.getJWTClaimsSet();
        var kid = genuine.getHeader().getKeyID();
        var foreign = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        var published = JWKSet.parse(server.get("/.well-known/jwks.json").expect(200).body()).getKeyByKeyId(kid).toECKey();
        var parts = genuine.serialize().split("\\.");

        refuse(new PlainJWT(claims).serialize());
        refuse(new PlainJWT(claims).serialize() + parts[2]);
        refuse(signed(JWSAlgorithm.ES256, kid, claims, new ECDSASigner(foreign)));
        refuse(signed(JWSAlgorithm.ES256, "unknown", claims, new ECDSASigner(foreign)));
        refuse(signed(JWSAlgorithm.ES256, null, claims, new ECDSASigner(foreign)));
        refuse(signed(JWSAlgorithm.HS256, kid, claims, new MACSigner(published.toJSONString())));
        refuse(parts[0] + "." + parts[1] + ".");
        refuse(parts[0] + "." + new PlainJWT(superuser(claims)).serialize().split("\\.")[1] + "." + parts[2]);
        refuse("nonsense");
        refuse("a.b.c");
    }

    @Test
    void refusesOurSignatureOverTheWrongClaims() throws Exception {
        var claims = SignedJWT.parse(server.newLogIn().accessToken()).getJWTClaimsSet();
        var key = signingKey();
        var good = new JWTClaimsSet.Builder(claims);

        server.get("/api/v1/user/me").bearer(ours(key, good.build())).expect(200);
        refuse(ours(key, new JWTClaimsSet.Builder(claims).issuer("http://elsewhere.test").build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).audience("another service").build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).expirationTime(null).build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).expirationTime(Date.from(server.clock().instant())).build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).notBeforeTime(Date.from(server.clock().instant().plusSeconds(60))).build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).claim("sid", null).build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).subject("not a uuid").build()));
        refuse(ours(key, new JWTClaimsSet.Builder(claims).claim("roles", null).build()));
    }

    @Test
    void claimedStaffRoleIsNotBelievedWithoutTheDatabase() throws Exception {
        var person = server.newPerson();
        var claims = SignedJWT.parse(server.logIn(person.email(), IdentityServer.PASSWORD).accessToken()).getJWTClaimsSet();

        var answer = server.get("/api/v1/user/roles").bearer(ours(signingKey(), superuser(claims)));

        answer.expectProblem(403, "forbidden");
    }

    @Test
    void tokensOutliveARotationOfTheKeyButNotTheirOwnEnd() throws Exception {
        var before = server.newLogIn();

        server.bean(SigningKeys.class).rotate();
        var after = server.newLogIn();

        server.get("/api/v1/user/me").as(before).expect(200);
        server.get("/api/v1/user/me").as(after).expect(200);
        assertThat(kid(after)).isNotEqualTo(kid(before));
        assertThat(publishedKids()).contains(kid(before), kid(after));
        server.clock().advance(Duration.ofMinutes(17));
        assertThat(publishedKids()).contains(kid(after)).doesNotContain(kid(before));
    }

    @Test
    void keyIsRenewedFourTimesAYearAndFormerOnesAreDeleted() throws Exception {
        var before = server.newLogIn();

        server.clock().advance(Duration.ofDays(91));
        server.runJobs();
        var after = server.newLogIn();
        server.clock().advance(Duration.ofHours(1));
        server.runJobs();

        assertThat(kid(after)).isNotEqualTo(kid(before));
        assertThat(publishedKids()).containsExactly(kid(after));
    }

    private void refuse(String token) {
        server.get("/api/v1/user/me").bearer(token).expectProblem(401, "invalid_token");
    }

    private ECKey signingKey() throws Exception {
        return ECKey.parse(server.bean(DSLContext.class)
                .select(SIGNING_KEY.PRIVATE_JWK).from(SIGNING_KEY).where(SIGNING_KEY.EXPIRES_AT.isNull()).fetchSingle().value1());
    }

    private List<String> publishedKids() throws Exception {
        return JWKSet.parse(server.get("/.well-known/jwks.json").expect(200).body()).getKeys().stream().map(key -> key.getKeyID()).toList();
    }

    private static String kid(IdentityServer.LogIn logIn) throws Exception {
        return SignedJWT.parse(logIn.accessToken()).getHeader().getKeyID();
    }

    private static JWTClaimsSet superuser(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims).claim("roles", List.of("superuser")).build();
    }

    private static String ours(ECKey key, JWTClaimsSet claims) throws JOSEException {
        return signed(JWSAlgorithm.ES256, key.getKeyID(), claims, new ECDSASigner(key));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWTClaimsSet claims, JWSSigner signer) throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
