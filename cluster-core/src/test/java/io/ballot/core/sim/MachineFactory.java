package io.ballot.core.sim;

import io.ballot.core.CoreConfig;
import io.ballot.core.Machine;
import io.ballot.core.Recovery;
import org.jspecify.annotations.Nullable;

/** Makes the machine of one process. */
interface MachineFactory {
    Machine create(CoreConfig config, @Nullable Recovery maybeRecovery);
}
