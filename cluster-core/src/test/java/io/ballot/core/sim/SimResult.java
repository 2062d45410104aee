package io.ballot.core.sim;

/** What a run came to. @param events events that machines took, ticks apart; @param hash over all that happened */
record SimResult(long seed, long hash, long events, long virtualMs, Coverage coverage) {}
