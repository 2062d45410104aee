package io.ballot.core.sim;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;

/** What the tasks are: how long an attempt takes, how it ends, and what the queue's check says of one. */
interface SimWork {

    long takesMs(Run run, SimRandom random);

    Ending ending(Run run);

    /** When in a good attempt, that takes so long, the world sees its effect. */
    long effectAfterMs(Run run, long takesMs, SimRandom random);

    CheckWord check(Id128 id);

    /** Whether a handler that is interrupted goes on; at the end of the lease it then still ends within the margin. */
    boolean ignoresInterrupt(Run run);
}
