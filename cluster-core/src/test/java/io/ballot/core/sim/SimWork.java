package io.ballot.core.sim;

import io.ballot.core.Event.CheckWord;
import io.ballot.core.Event.Ending;
import io.ballot.protocol.Id128;

/** What the tasks are: how long an attempt takes, how it ends, and what the queue's check says of one. */
interface SimWork {

    long takesMs(Run run, SimRandom random);

    Ending ending(Run run);

    CheckWord check(Id128 id);
}
