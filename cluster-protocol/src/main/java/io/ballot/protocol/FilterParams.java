package io.ballot.protocol;

/**
 * Shape of one filter generation; one for the whole cluster, since only filters of one shape can be joined.
 *
 * @param expectedTasks tasks in one generation before it rotates
 * @param errorRate probability that an unseen task is taken for a seen one, above 0 and below 1
 */
public record FilterParams(long expectedTasks, double errorRate) {

    public FilterParams {
        if (expectedTasks < 1 || !(errorRate > 0 && errorRate < 1)) {
            throw new IllegalArgumentException("no filter for " + expectedTasks + " tasks at error rate " + errorRate);
        }
    }
}
