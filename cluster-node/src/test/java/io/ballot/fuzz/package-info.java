/**
 * Fuzzing of everything that is read from outside: frames, greetings, snapshots, znodes, commit metadata, record headers.
 *
 * <p>The inputs are drawn from seeds, by generators that know the formats. Jazzer (0.30) was looked at and left: while it fuzzes
 * it runs one test a process and skips the others, so every reader would need a Maven run of its own beside the build's, and
 * a skipped test counts as a failure here; and what it tries depends on the coverage of that very JDK, so a run of N inputs
 * could not be had again elsewhere from its seed. Its strength, finding a way into a format nobody described, counts for little
 * with formats whose schema is at hand.
 *
 * <pre>
 * FuzzRun ── seed ─► FuzzTarget.make ─► bytes ─► FuzzTarget.check ─► understood, refused, or an AssertionError: a finding
 *                         │
 *                 Golden frames ─► WireTree ─► WireDamage ─► ByteDamage
 * </pre>
 */
@NullMarked
package io.ballot.fuzz;

import org.jspecify.annotations.NullMarked;
