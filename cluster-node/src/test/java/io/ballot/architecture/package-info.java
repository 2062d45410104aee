/** Which package may use which, kept by tests rather than by reviews. */
package io.ballot.architecture;
