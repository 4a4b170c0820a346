package io.kopeck.chaos;

import java.util.List;

/**
 * What is sold through one acquirer, and the cards its sandbox has.
 *
 * @param hosted the first payment is filled in on the acquirer's page and saves the method; otherwise a card is bound first
 * @param disputes the acquirer tells of refunds made in its cabinet
 * @param chargebacks it lists chargebacks
 * @param good cards that always pay
 * @param fading cards that pay once and are declined in later charges
 * @param threeDs cards that ask the bank
 */
record Offer(
        String product, String provider, List<String> tariffs, boolean hosted, boolean disputes, boolean chargebacks,
        List<String> good, List<String> fading, List<String> threeDs) {

    static final List<Offer> ALL = List.of(
            new Offer("cinema", "yookassa",
                    List.of("70caff03-069d-4cdc-8d65-656ebceb2bcf", "8fe840f2-0f8b-4a58-8d56-ce26327746c3"), false, true, false,
                    List.of("5555555555554444", "4111111111111111"), List.of("5555555555554642"), List.of("5555555555554477")),
            new Offer("movix", "cloudpayments",
                    List.of("5b0c1f0e-3c54-4d0e-9a5f-6c1d0f7a1e01", "5b0c1f0e-3c54-4d0e-9a5f-6c1d0f7a1e03"), true, true, true,
                    List.of("4000000000003055", "5205000000003055"), List.of("4111111111111111"), List.of("4242424242424242")),
            new Offer("channel", "robokassa", List.of("c7a11e50-8a6d-4a53-9d3b-2f0f6b7c5001"), true, false, false,
                    List.of("5555555555554444", "4111111111111111"), List.of("5555555555554642"), List.of("5555555555554477")));
}
