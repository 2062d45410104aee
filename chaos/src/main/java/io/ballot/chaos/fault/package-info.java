/**
 * What is done to a running system. Each fault strikes while tasks run and tasks wait, lasts, and takes itself back; whether
 * everything goes on afterwards is for the run to see, and what it did to the tasks is for the checker.
 */
@NullMarked
package io.ballot.chaos.fault;

import org.jspecify.annotations.NullMarked;
