package io.kopeck.client.spring;

import io.kopeck.client.Charge;
import io.kopeck.client.OperationId;
import io.kopeck.client.Owner;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;

/**
 * A method with {@link PaidOperation}, found to be used as it may be.
 *
 * @param operationAt where the parameter for the operation's id is, -1 when there is none
 */
record PaidMethod(String type, int ownerAt, int taskAt, int operationAt) {

    private static final List<Class<?>> OWNERS = List.of(long.class, Long.class, UUID.class, Owner.class);

    /** @throws IllegalStateException when one of them is used as it may not be */
    static Map<Method, PaidMethod> of(Class<?> type) {
        return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<@Nullable PaidMethod>) method -> {
            var annotation = AnnotatedElementUtils.findMergedAnnotation(method, PaidOperation.class);
            return annotation == null ? null : of(method, annotation.value());
        });
    }

    private static PaidMethod of(Method method, String type) {
        int modifiers = method.getModifiers();
        check(!type.isBlank(), method, "names no type of operation");
        check(Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)
                && !Modifier.isFinal(method.getDeclaringClass().getModifiers()), method,
                "cannot be intercepted: it has to be public, neither static nor final, on a class that is not final");
        check(!isLaterThanItsReturn(method), method, "has to do its work before it returns, or its failure comes too late to refund");
        int owner = only(method, "one parameter with @WalletOwner", isAnnotated(WalletOwner.class));
        int task = only(method, "one parameter with @TaskId", isAnnotated(TaskId.class));
        var parameters = method.getParameterTypes();
        check(OWNERS.contains(parameters[owner]), method, "has a @WalletOwner that is no long, UUID or Owner");
        check(parameters[task] == String.class, method, "has a @TaskId that is no String");
        var operations = found(method, parameter -> parameter.getType() == OperationId.class);
        check(operations.length <= 1, method, "has more than one OperationId");
        return new PaidMethod(type, owner, task, operations.length == 0 ? -1 : operations[0]);
    }

    private static boolean isLaterThanItsReturn(Method method) {
        var returned = method.getReturnType();
        return KotlinDetector.isSuspendingFunction(method) || Future.class.isAssignableFrom(returned) || CompletionStage.class.isAssignableFrom(returned)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(returned) != null
                || AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), Async.class);
    }

    private static int only(Method method, String what, Predicate<Parameter> wanted) {
        var found = found(method, wanted);
        check(found.length == 1, method, "needs exactly " + what);
        return found[0];
    }

    private static int[] found(Method method, Predicate<Parameter> wanted) {
        var parameters = method.getParameters();
        return IntStream.range(0, parameters.length).filter(i -> wanted.test(parameters[i])).toArray();
    }

    private static Predicate<Parameter> isAnnotated(Class<? extends Annotation> annotation) {
        return parameter -> parameter.isAnnotationPresent(annotation);
    }

    private static void check(boolean holds, Method method, String problem) {
        if (!holds) {
            throw new IllegalStateException("@PaidOperation: " + method + " " + problem);
        }
    }

    /** @throws IllegalArgumentException when the owner or the task is null */
    Charge charge(@Nullable Object[] arguments) {
        var owner = arguments[ownerAt];
        if (owner == null || arguments[taskAt] == null) {
            throw new IllegalArgumentException("a paid operation (" + type + ") needs a wallet's owner and a task id");
        }
        return new Charge(owner(owner), type, (String) arguments[taskAt]);
    }

    private static Owner owner(Object owner) {
        if (owner instanceof Long telegramId) {
            return Owner.telegram(telegramId);
        }
        return owner instanceof UUID customer ? Owner.customer(customer) : (Owner) owner;
    }

    @Nullable Object[] with(@Nullable OperationId operation, @Nullable Object[] arguments) {
        var passed = Arrays.copyOf(arguments, arguments.length);
        if (operationAt >= 0) {
            passed[operationAt] = operation;
        }
        return passed;
    }
}
