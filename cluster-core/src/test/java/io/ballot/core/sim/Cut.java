package io.ballot.core.sim;

import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.FieldAccessor;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * One method whose body is left out, so that a step of a rule is: a step that is not taken, a question that always has the
 * same answer. Nothing else can be said here, so no cut can plant a wrong step.
 *
 * @param className of the core or the simulator, below {@code io.ballot.core}
 * @param method its name, which no other method of the class has
 * @param left what it does instead
 */
record Cut(String className, String method, Implementation left) {

    private static final String ROOT = "io.ballot.core.";

    /** The step is not taken. For a method that returns nothing. */
    static Cut skip(String className, String method) {
        return new Cut(ROOT + className, method, StubMethod.INSTANCE);
    }

    /** The question is not asked; this is taken for its answer. */
    static Cut answer(String className, String method, Object always) {
        return new Cut(ROOT + className, method, FixedValue.value(always));
    }

    /** What stands in the field is taken for the answer, whatever else would count. */
    static Cut field(String className, String method, String field) {
        return new Cut(ROOT + className, method, FieldAccessor.ofField(field));
    }

    DynamicType.Builder<?> apply(DynamicType.Builder<?> builder) {
        return builder.method(ElementMatchers.named(method)).intercept(left);
    }

    @Override
    public String toString() {
        return className.substring(className.lastIndexOf('.') + 1) + "." + method;
    }
}
