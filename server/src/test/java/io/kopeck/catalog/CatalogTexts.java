package io.kopeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;

/** Texts of catalog files, and the ids that stand in them. */
public final class CatalogTexts {

    public static final TariffId WEEK = new TariffId(UUID.fromString("70caff03-069d-4cdc-8d65-656ebceb2bcf"));
    public static final TariffId MONTH = new TariffId(UUID.fromString("8fe840f2-0f8b-4a58-8d56-ce26327746c3"));

    private CatalogTexts() {}

    /** A catalog with the cinema alone, as the shipped one has it. */
    public static String demo() {
        try {
            return Files.readString(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file with {@link #demo()}. */
    static Path path() {
        try {
            return new ClassPathResource("io/kopeck/catalog/cinema.yaml").getFile().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo with one text in place of another, which must be there. */
    public static String demo(String text, String replacement) {
        return replaced(demo(), text, replacement);
    }

    public static String replaced(String yaml, String text, String replacement) {
        assertThat(yaml).contains(text);
        return yaml.replace(text, replacement);
    }

    /** The demo without its weekly tariff. */
    public static String demoWithoutWeek() {
        var yaml = demo();
        return yaml.substring(0, yaml.indexOf("      - id: " + WEEK)) + yaml.substring(yaml.indexOf("      - id: " + MONTH));
    }

    /** A second product, to be put behind the first. */
    public static String movix(String tariffs) {
        return """
                  movix:
                    title: movix
                    zone: Asia/Almaty
                    currency: KZT
                    account: yookassa
                    binding_amount: 10
                    cancellation: {trial_ends_at_once: false, full_refund_within: PT1H, later: no_auto_payment}
                    dunning: {attempts: [P0D, P1D, P2D], window: P3D, keeps_access: true, expires_when_exhausted: true}
                    grants: []
                    receipts: {enabled: true, tax_system: 2, vat_code: 4, subject: service, mode: advance}
                    tariffs: [%s]
                """.formatted(tariffs);
    }

    /** A product that sells operations alone, with what stands in its wallet, to be put behind the others. */
    public static String mediabot(String wallet) {
        return """
                  mediabot:
                    title: Медиабот
                    zone: Europe/Moscow
                    currency: RUB
                    account: yookassa
                    wallet: {%s}
                    receipts: {enabled: false, vat_code: 1, subject: payment, mode: advance}
                """.formatted(wallet);
    }

    public static CatalogFile file(String yaml) {
        return CatalogFile.of(yaml.getBytes(StandardCharsets.UTF_8));
    }
}
