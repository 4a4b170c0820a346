package io.kopeck.api.web;

import io.kopeck.identity.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/**
 * What the OpenAPI document says besides the controllers' own words: field names as they are on the wire, who needs a
 * bearer, and the problem documents of docs/problems.md.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final List<String> PROBLEM_TEXTS = List.of("type", "title", "detail", "code");

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("kopeck").version("v1").description(
                        "Subscriptions, payments and access. Errors are problem documents (RFC 9457) with a stable `code`."))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
                                .description("An access token of POST /api/v1/user/login, or a service key"))
                        .addSchemas(PROBLEM, problem()));
    }

    @Bean
    OperationCustomizer problemAnswers() {
        return (operation, handler) -> {
            var callers = Arrays.stream(handler.getMethodParameters()).filter(OpenApiDocument::isCaller).toList();
            if (!callers.isEmpty()) {
                operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
                if (callers.stream().anyMatch(MethodParameter::isOptional)) {
                    operation.addSecurityItem(new SecurityRequirement());
                }
            }
            addProblems(operation, handler, !callers.isEmpty());
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer wireNames() {
        return document -> document.getComponents().getSchemas().values().forEach(OpenApiDocument::renameProperties);
    }

    private static boolean isCaller(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    private static void addProblems(Operation operation, HandlerMethod handler, boolean caller) {
        addProblem(operation, "400", "The request is malformed or a value in it is wrong");
        if (caller) {
            addProblem(operation, "401", "The bearer is missing, wrong or expired");
            addProblem(operation, "403", "The caller may not do this");
        }
        if (hasParameters(operation)) {
            addProblem(operation, "404", "There is no such thing, or not for the caller");
        }
        if (operation.getRequestBody() != null) {
            addProblem(operation, "413", "The body is too large");
            addProblem(operation, "415", "The body has another media type");
        }
        if (handler.hasMethodAnnotation(PostMapping.class)) {
            addProblem(operation, "422", "The Idempotency-Key was used for another request");
        }
        addProblem(operation, "default", "Any other problem; see docs/problems.md");
        operation.getResponses().keySet().stream().filter(status -> status.startsWith("4")).toList()
                .forEach(status -> addProblem(operation, status, ""));
    }

    private static boolean hasParameters(Operation operation) {
        return operation.getParameters() != null && operation.getParameters().stream()
                .anyMatch(parameter -> "path".equals(parameter.getIn()) || "product".equals(parameter.getName()));
    }

    private static void addProblem(Operation operation, String status, String description) {
        var content = new Content().addMediaType("application/problem+json",
                new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
        operation.getResponses().computeIfAbsent(status, _ -> new ApiResponse().description(description)).setContent(content);
    }

    private static Schema<?> problem() {
        var schema = new ObjectSchema();
        schema.setDescription("RFC 9457; further members say more, such as errors by field");
        PROBLEM_TEXTS.forEach(name -> schema.addProperty(name, new StringSchema()));
        schema.addProperty("status", new IntegerSchema());
        schema.setRequired(List.of("type", "title", "status", "detail", "code"));
        return schema;
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the library's own types are raw
    private static void renameProperties(Schema<?> schema) {
        if (schema.getProperties() == null) {
            return;
        }
        var renamed = new LinkedHashMap<String, Schema>();
        ((Map<String, Schema>) (Map<?, ?>) schema.getProperties()).forEach((name, property) -> renamed.put(wireName(name), property));
        schema.setProperties(renamed);
    }

    private static String wireName(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
