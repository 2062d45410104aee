package io.ballot.core.sim;

import java.util.List;

/**
 * One sentence of the protocol, and how to run the machines without it. A simulator that finds nothing wrong then would
 * find nothing if the sentence were broken either.
 *
 * @param name the rule, a dot, the sentence: {@code R8.claim}
 * @param sentence what is left out, in the protocol's words
 */
record Ablation(String name, String sentence, List<Cut> cuts) {

    static Ablation of(String name, String sentence, Cut... cuts) {
        return new Ablation(name, sentence, List.of(cuts));
    }

    String rule() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
