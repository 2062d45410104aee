package io.ballot.chaos.check;

import java.util.function.Consumer;

/** One thing that is promised, looked for in one task's story. */
interface Rule {

    void check(Story story, Evidence evidence, Trouble trouble, Consumer<Finding> found);
}
