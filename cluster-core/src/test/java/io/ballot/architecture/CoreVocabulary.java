package io.ballot.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Map;
import java.util.Set;

/**
 * What the core may use, and what it may not do with it. Apart from {@link CorePurityTest}, so that letting something in
 * is a change of this list and not of a rule.
 */
final class CoreVocabulary {

    private CoreVocabulary() {}

    /** Of {@code java.io} only what turns values into bytes in memory. */
    private static final Set<String> IN_MEMORY = Set.of(
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.DataInput",
            "java.io.DataInputStream",
            "java.io.DataOutput",
            "java.io.DataOutputStream",
            "java.io.IOException",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Serializable",
            "java.io.UncheckedIOException");

    /** What Guava's filter keeps its bits in; as values, they act no more than an array does. */
    private static final Set<String> WORDS_OF_THE_FILTER =
            Set.of("java.util.concurrent.atomic.AtomicLongArray", "java.util.concurrent.atomic.LongAdder");

    /** Classes inside the allowed packages that read a clock, draw at random, or start something. */
    private static final Set<String> ACTING = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.time.Clock",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.TimerTask");

    /** Methods of allowed classes that do the same; {@code now} of any class is meant besides. */
    private static final Map<String, Set<String>> ACTING_METHODS = Map.of(
            "java.lang.System",
            Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "exit", "identityHashCode"),
            "java.lang.Math",
            Set.of("random"),
            "java.lang.StrictMath",
            Set.of("random"),
            "java.util.UUID",
            Set.of("randomUUID"),
            "java.util.Collections",
            Set.of("shuffle"));

    /** What Java itself may lend the core. */
    static final DescribedPredicate<JavaClass> JAVA = resideInAnyPackage(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream")
            .or(named(IN_MEMORY))
            .or(named(WORDS_OF_THE_FILTER))
            .and(DescribedPredicate.not(named(ACTING)));

    static final DescribedPredicate<JavaClass> LIBRARIES =
            resideInAnyPackage("com.google.common.hash..", "org.slf4j..", "org.jspecify..");

    static final DescribedPredicate<JavaClass> VALUES = resideInAPackage("io.ballot.protocol");

    static DescribedPredicate<JavaAccess<?>> actingCall() {
        return describe("read a clock, the environment or a random source", access -> {
            String owner = access.getTargetOwner().getName();
            String method = access.getName();
            return ACTING_METHODS.getOrDefault(owner, Set.of()).contains(method)
                    || (owner.startsWith("java.time.") && method.equals("now"))
                    || method.equals("parallelStream");
        });
    }

    static DescribedPredicate<JavaMethodCall> saltedCollection() {
        return describe("build a Set or Map whose order is salted", call -> {
            String owner = call.getTargetOwner().getName();
            return (owner.equals("java.util.Set") || owner.equals("java.util.Map"))
                    && Set.of("of", "copyOf", "ofEntries").contains(call.getName())
                    && !call.getTarget().getRawParameterTypes().isEmpty()
                    && !call.getOrigin().getName().equals("<clinit>");
        });
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe(
                "one of " + names,
                type -> names.contains(type.getBaseComponentType().getName()));
    }

    /** Primitives, and arrays of what is allowed anyway: an array's own package is that of its components. */
    static DescribedPredicate<JavaClass> primitives() {
        return describe("a primitive", type -> type.getBaseComponentType().isPrimitive());
    }
}
