package io.kopeck.client.spring;

import io.kopeck.client.KopeckClient;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.framework.AbstractAdvisingBeanPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Puts the charge around the methods of beans that have {@link PaidOperation}, outside of whatever else is around them: no
 * transaction is open while the server is called. Wrong use stops the start.
 */
final class PaidOperationAdvice extends AbstractAdvisingBeanPostProcessor {

    private static final long serialVersionUID = 1L;

    private final transient Map<Class<?>, Map<Method, PaidMethod>> known = new ConcurrentHashMap<>();
    private final transient ObjectProvider<KopeckClient> client;

    PaidOperationAdvice(ObjectProvider<KopeckClient> client) {
        this.client = client;
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(true);
        advisor = new DefaultPointcutAdvisor(new PaidMethods(), new ChargeAround(client::getObject, this::paidMethod));
    }

    /** Asked for each bean when it is made. */
    @Override
    protected boolean isEligible(Class<?> type) {
        boolean isPaid = !paidMethods(type).isEmpty();
        if (isPaid && client.stream().findAny().isEmpty()) {
            throw new IllegalStateException("@PaidOperation: " + type.getName() + " needs a KopeckClient; set kopeck.url and kopeck.api-key");
        }
        return isPaid;
    }

    private Map<Method, PaidMethod> paidMethods(Class<?> type) {
        return known.computeIfAbsent(type, PaidMethod::of);
    }

    private PaidMethod paidMethod(Method method, Class<?> target) {
        return paidMethods(target).get(AopUtils.getMostSpecificMethod(method, target));
    }

    private final class PaidMethods extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> target) {
            return paidMethods(target).containsKey(AopUtils.getMostSpecificMethod(method, target));
        }
    }
}
