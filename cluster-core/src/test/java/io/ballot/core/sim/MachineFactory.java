package io.ballot.core.sim;

import io.ballot.core.CoreConfig;
import io.ballot.core.Machine;
import io.ballot.protocol.SnapshotPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the machine of one process. */
interface MachineFactory {
    Machine create(CoreConfig config, @Nullable List<SnapshotPart> maybeMemory);
}
