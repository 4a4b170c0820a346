package io.kopeck.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Endpoints in place of those of other modules. It carries no stereotype, so that no component scan finds it. */
final class Probe {

    static void register(ApplicationContext context) {
        var mapping = context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var probe = new Probe();
        try {
            add(mapping, probe, "path", RequestMethod.GET, "/api/v1/billing/probe", "/api/v1/subscriptions/probe",
                    "/api/v1/subscriptions", "/api/v1/payments/probe", "/api/v1/yookassa/health", "/api/v1/billing/tariffs",
                    "/api/v1/billing/approve-payment/{key}", "/api/v1/billing/approve-payment-method/{key}");
            add(mapping, probe, "body", RequestMethod.POST, "/api/v1/webhooks/{provider}", "/api/v1/billing/probe");
            add(mapping, probe, "pay", RequestMethod.POST, "/api/v1/probe/pay");
            add(mapping, probe, "rights", RequestMethod.GET, "/api/v1/probe/rights");
            add(mapping, probe, "echo", RequestMethod.POST, "/api/v1/probe/echo");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(RequestMappingHandlerMapping mapping, Probe probe, String method, RequestMethod verb, String... paths)
            throws NoSuchMethodException {
        var info = RequestMappingInfo.paths(paths).methods(verb).options(mapping.getBuilderConfiguration()).build();
        for (var candidate : Probe.class.getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                mapping.registerMapping(info, probe, candidate);
                return;
            }
        }
        throw new NoSuchMethodException(method);
    }

    @ResponseBody
    Map<String, Object> path(HttpServletRequest request, @Nullable Caller caller) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("path", request.getRequestURI());
        answer.put("url", request.getRequestURL().toString());
        answer.put("caller", caller == null ? "nobody" : caller.actor());
        return answer;
    }

    @ResponseBody
    Map<String, Object> body(HttpServletRequest request) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, String.join("|", values)));
        return Map.of("path", request.getRequestURI(), "length", request.getInputStream().readAllBytes().length, "fields", fields);
    }

    @ResponseBody
    Map<String, Object> pay(Caller caller) {
        caller.requireConfirmed();
        return Map.of("customer", caller.customer().toString());
    }

    @ResponseBody
    Map<String, Object> rights(Caller caller) {
        return Map.of("kind", caller.kind(), "actor", caller.actor(), "rights", caller.rights(), "staff", caller.staffRoles());
    }

    @ResponseBody
    Map<String, Object> echo(@RequestBody Map<String, Object> body) {
        return body;
    }
}
