/** What the core may use, kept by tests rather than by reviews. */
package io.ballot.architecture;
