package io.ballot.chaos.check;

import io.ballot.chaos.effect.Effect;
import io.ballot.chaos.load.CommitSample;
import io.ballot.chaos.load.Submitted;
import java.util.List;
import java.util.Set;

/**
 * All that a verdict rests on.
 *
 * @param effects the effect log, in its order
 * @param submitted every record that was sent, in any order
 * @param samples of the group's commits, in order; the last one taken when the run was over
 * @param parked ids of tasks that wait for a person
 * @param deadLetters ids of tasks given up after their attempts
 * @param life the topic's last one; records of earlier ones went with the topic
 * @param leaseMs longer than this a process may not have been stopped if its word is to count; 0 without leases
 */
public record Evidence(
        List<Effect> effects,
        List<Submitted> submitted,
        List<CommitSample> samples,
        Set<String> parked,
        Set<String> deadLetters,
        int life,
        long leaseMs) {

    boolean isPutAside(String task) {
        return parked.contains(task) || deadLetters.contains(task);
    }
}
