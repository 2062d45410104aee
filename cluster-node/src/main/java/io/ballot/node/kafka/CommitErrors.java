package io.ballot.node.kafka;

import io.ballot.core.Event.CommitResult;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/** Tells a commit that can never succeed from one that is worth another try (C2). */
final class CommitErrors {

    private CommitErrors() {}

    /**
     * REFUSED only where the group itself says that this member is not, or no longer, who owns the partitions. Everything
     * else is FAILED, a rebalance in progress and errors not known here among them: another try of a commit does no harm, and
     * if the partitions have moved meanwhile, that try is refused.
     */
    static CommitResult classify(@Nullable Throwable maybeError) {
        Throwable error = maybeError;
        if (error == null) {
            return CommitResult.OK;
        }
        while (error != null) {
            if (error instanceof CommitFailedException
                    || error instanceof FencedInstanceIdException
                    || error instanceof IllegalGenerationException
                    || error instanceof UnknownMemberIdException
                    || error instanceof FencedMemberEpochException
                    || error instanceof StaleMemberEpochException) {
                return CommitResult.REFUSED;
            }
            error = error.getCause();
        }
        return CommitResult.FAILED;
    }
}
