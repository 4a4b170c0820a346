package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.edge.ApiDocument.Operation;
import io.kopeck.testing.Platform;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The OpenAPI document: complete, and true about names and refusals. */
final class OpenApiTest {

    private final Platform platform = Platform.shared();
    private final ApiDocument document = ApiDocument.of(platform);

    @Test
    void isOpenApi31AndNamesItself() {
        assertThat(document.json().path("openapi").asString()).startsWith("3.1.");
        assertThat(document.json().at("/info/title").asString()).isEqualTo("kopeck");
        assertThat(document.json().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.json().at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
    }

    @Test
    void listsEveryMappedEndpointOfOurs() {
        var mapped = new TreeSet<String>();
        platform.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods().forEach((info, handler) -> {
            boolean ours = handler.getBeanType().getName().startsWith("io.kopeck.");
            if (ours && !AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), Hidden.class)) {
                info.getMethodsCondition().getMethods().forEach(method ->
                        info.getPatternValues().forEach(path -> mapped.add(method.name() + " " + path)));
            }
        });

        assertThat(document.operations()).extracting(Operation::name).containsExactlyInAnyOrderElementsOf(mapped);
        assertThat(mapped).hasSizeGreaterThan(35);
    }

    @Test
    void everyOperationSaysWhatItDoesAndHowItRefuses() {
        var missing = new ArrayList<String>();
        for (var operation : document.operations()) {
            if (operation.json().path("summary").asString("").isEmpty()) {
                missing.add(operation.name() + ": a summary");
            }
            for (var status : refusals(operation)) {
                var schema = operation.json().at("/responses/" + status + "/content/application~1problem+json/schema/$ref");
                if (!schema.asString("").equals("#/components/schemas/Problem")) {
                    missing.add(operation.name() + ": the problem " + status);
                }
            }
            operation.json().path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("4") && response.getValue().path("content").size() != 1)
                    .forEach(response -> missing.add(operation.name() + ": only a problem for " + response.getKey()));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void answersOfMoneyAreDocumentedWithTheirStatuses() {
        var subscribe = document.operations().stream()
                .filter(operation -> operation.name().equals("POST /api/v1/billing/subscription")).findFirst().orElseThrow();

        assertThat(subscribe.json().path("responses").propertyNames()).contains("201", "202", "402", "404", "409", "422").doesNotContain("200");
    }

    @Test
    void namesAreThoseOfTheWire() {
        var wrong = new ArrayList<String>();
        document.json().at("/components/schemas").properties().forEach(schema -> schema.getValue().path("properties").propertyNames().stream()
                .filter(name -> !name.matches("[a-z0-9]+(_[a-z0-9]+)*"))
                .forEach(name -> wrong.add(schema.getKey() + "." + name)));

        assertThat(wrong).isEmpty();
        assertThat(document.json().at("/components/schemas/ChangeMethod/properties").propertyNames()).containsExactly("payment_method_id");
    }

    @Test
    void saysWhoNeedsABearer() {
        assertThat(document.operations()).filteredOn(operation -> !operation.isSecured()).extracting(Operation::path).allMatch(path ->
                path.startsWith("/api/v1/user/") || path.startsWith("/sandbox") || path.startsWith("/.well-known")
                        || path.startsWith("/api/v1/webhooks/") || path.endsWith("/health") || path.endsWith("/tariffs"));
        assertThat(document.operations()).filteredOn(operation -> operation.path().contains("/approve-")).allMatch(Operation::isOpen);
    }

    private static List<String> refusals(Operation operation) {
        var statuses = new ArrayList<>(List.of("400", "default"));
        if (operation.isSecured()) {
            statuses.addAll(List.of("401", "403"));
        }
        if (operation.fields() != null) {
            statuses.addAll(List.of("413", "415"));
        }
        if (!operation.in("path").isEmpty()) {
            statuses.add("404");
        }
        return statuses;
    }
}
