/* journal.pml - grant.pml, with nodes that crash and come back with their journal as the same store id.
 *
 * What a node answered (its promise, its acknowledgement of X) was journaled before the answer, so such a crash ends the
 * node's roles and nothing else. A directory that was restored from a copy is known by its start count and gets a new store id.
 *
 * @quick   two.epochs      MAXE=2,MAXC=2   all rules: one election, two crashes
 * @full    two.crashes     MAXE=3,MAXC=2   all rules: two elections, two crashes
 * @without journal.promise -               the promise is not journaled
 * @without journal.entry   -               the claim is not journaled before it is acknowledged
 * @without journal.count   -               a restored, older copy of the directory passes for the store
 */
#define JOURNAL
#include "grant.pml"
