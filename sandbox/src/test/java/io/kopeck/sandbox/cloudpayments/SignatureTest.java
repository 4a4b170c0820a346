package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.engine.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The signature vectors of the reference and of the recorded notifications, and .NET's encoding. */
class SignatureTest {

    static Stream<JsonNode> vectors() {
        return Json.MAPPER.readTree(Fixtures.bytes("webhook_hmac_vectors.json")).path("vectors").valueStream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsRecordedNotifications(JsonNode vector) {
        var headers = Signature.headers(vector.path("secret").asString(), Fixtures.bytes(vector.path("file").asString()));

        assertThat(headers).containsEntry("Content-HMAC", vector.path("content_hmac").asString())
                .containsEntry("X-Content-HMAC", vector.path("x_content_hmac").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "AccountId=user%2B42&Description=Hello+World | 5yxiIp3Qv3ampXjt2l8f/MDUce/F3hy7pcTwYmCrRbg= | dO4Ux8cM9DA9buV8MfAHON8x9SfbYFprxDmOsG04v/0=",
        "TransactionId=897728064&Amount=59.00&Currency=RUB&DateTime=2021-10-30+02%3a58%3a25&InvoiceId=INV-1&AccountId=user%2b42%40example.com&Description=%d0%9f%d0%be%d0%b4%d0%bf%d0%b8%d1%81%d0%ba%d0%b0+100%25&TestMode=1&Status=Completed"
                + " | sSB3cnv0ueKpGgeMEQ3CzfzzgCTVGxB2lV0ifXU6PCI= | ZnEdBRmpjLOtF2NBVLsrSbjdd/Dn/+AY2dkJHHNFjJY=",
        "TransactionId=1&Amount=10.00 | DaQiL1IxPFP57Ju2GJpd7RyAs2OROO089Fg5kQzoN2U= | DaQiL1IxPFP57Ju2GJpd7RyAs2OROO089Fg5kQzoN2U=",
        "{\"TransactionId\":1,\"Amount\":10} | euPLyRhdROx/Um6Xpb+rsTgi7nV6js3Bb6dXJHG0N3g= | euPLyRhdROx/Um6Xpb+rsTgi7nV6js3Bb6dXJHG0N3g=",
    })
    void signsTheVectorsOfTheReference(String body, String content, String decoded) {
        assertThat(Signature.headers("supersecret", body.getBytes(StandardCharsets.UTF_8)))
                .containsEntry("Content-HMAC", content).containsEntry("X-Content-HMAC", decoded);
    }

    @Test
    void encodesTheRecordedBodyByteForByte() {
        var recorded = new String(Fixtures.bytes("webhook_pay_token.form"), StandardCharsets.UTF_8);
        var fields = new LinkedHashMap<String, String>();
        for (var pair : recorded.split("&")) {
            fields.put(pair.substring(0, pair.indexOf('=')), NetForm.decode(pair.substring(pair.indexOf('=') + 1)));
        }

        assertThat(new String(NetForm.bytes(fields), StandardCharsets.UTF_8)).isEqualTo(recorded);
        assertThat(new String(NetForm.bytes(Map.of("a", "")), StandardCharsets.UTF_8)).isEqualTo("a=");
        assertThat(NetForm.decode("100%+%zz%2")).isEqualTo("100% %zz%2");
    }
}
