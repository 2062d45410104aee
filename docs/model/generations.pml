/* generations.pml - what the filter forgets on purpose: is a record, or an id in memory, granted as new twice? (R5; I1, I8)
 *
 * Two task ids in three records of one partition: 0 is X, 1 is Y, 2 is X again (produced twice). Y is named by its record and
 * is the same to the filter as X. Each record is voted on again and again (offsets are reset to the past). A leader and one
 * follower, each with two generations; what the leader grants the follower has (grant.pml), the ledger is one (ledger.pml);
 * its entries are pruned at any moment after a grant. The leader rotates at any moment, and once it is gone the follower leads.
 * Holds: a record is granted as new once for ever; an id again only when two rotations have passed since it left the ledger.
 *
 * @check   all           -   all rules, rotations without bound
 * @without R5.order      -   the follower rotates by its own clock, not by the leader's order
 * @without R5.carried    -   what is still in the ledger is not added to the new generation
 * @without R5.horizon    -   dropping a generation does not raise the horizon
 * @without R5.itself     -   the record at the highest offset claimed is not below the horizon itself
 * @without vote.highest  -   the highest offset ever claimed is not replicated
 * @reach   forgotten     -   X is granted as new again by its other record, after two rotations
 * @reach   exact         -   Y is granted as new although the filter has it
 */
#define X 1
#define Y 2
#define ID(o) ((o) == 1 -> Y : X)
#define BIT(x) (1 << (x))
#define IN(m, x) (((m) & BIT(x)) != 0)
#define HAS(ids, id) (((ids) & (id)) != 0)
#define MAX(a, b) ((a) > (b) -> (a) : (b))

byte lead;
bit follows = 1;                        /* the follower lives as such */
byte cur[2], prev[2];                   /* the filter's generations: ids */
byte inCur[2], inPrev[2];               /* one above the highest offset claimed in a generation */
byte horizon[2], highest[2];            /* offsets below the horizon are doubtful; one above the highest ever claimed */
byte ledger;                            /* ids */
byte given, ids, away[3];               /* records and ids granted as new; by id: rotations since it left the ledger */

#define FILTER(n, id) (HAS(cur[n] | prev[n], id) || (id == Y && HAS(cur[n] | prev[n], X)))
/* In the order of the table of votes. */
#define EXACT(n, o) ((o) == 1 && (o) >= highest[n])
#define NEW(n, o) (!HAS(ledger, ID(o)) && (o) >= horizon[n] && (EXACT(n, o) || !FILTER(n, ID(o))))

inline claim(n, o) {
  cur[n] = cur[n] | ID(o);
#ifdef NO_R5_ITSELF
  inCur[n] = MAX(inCur[n], o);
#else
  inCur[n] = MAX(inCur[n], o + 1);
#endif
#ifdef NO_VOTE_HIGHEST
  if :: n == lead -> highest[n] = MAX(highest[n], o + 1) :: else fi
#else
  highest[n] = MAX(highest[n], o + 1)
#endif
}
inline vote(o) {
#ifdef REACH_FORGOTTEN
  assert(!HAS(ids, ID(o)));
#endif
#ifdef REACH_EXACT
  assert(!FILTER(lead, ID(o)));
#endif
  printf("@n%d grants record %d as new\n", lead, o);
  assert(!IN(given, o));
  assert(!HAS(ids, ID(o)) || away[ID(o)] >= 2);
  given = given | BIT(o); ids = ids | ID(o); away[ID(o)] = 0; ledger = ledger | ID(o);
  claim(lead, o);
  if :: follows -> claim(1, o) :: else fi
}
inline rotate(n) {
#ifndef NO_R5_HORIZON
  horizon[n] = MAX(horizon[n], inPrev[n]);
#endif
  inPrev[n] = inCur[n]; inCur[n] = 0; prev[n] = cur[n];
#ifdef NO_R5_CARRIED
  cur[n] = 0
#else
  cur[n] = ledger
#endif
}
inline pass(id) {
  if :: HAS(ledger, id) -> away[id] = 0
     :: !HAS(ledger, id) && HAS(ids, id) && away[id] < 2 -> away[id]++
     :: else fi
}
#define PRUNE(id) d_step { HAS(ledger, id) -> printf("@id %d is pruned\n", id); ledger = ledger & ~id; away[id] = 0 }

active proctype world() {
end: do
  :: d_step { NEW(lead, 0) -> vote(0) }
  :: d_step { NEW(lead, 1) -> vote(1) }
  :: d_step { NEW(lead, 2) -> vote(2) }
  :: PRUNE(X)
  :: PRUNE(Y)
  :: d_step { true -> printf("@n%d rotates, and with it the follower\n", lead); rotate(lead);
#ifndef NO_R5_ORDER
       if :: follows -> rotate(1) :: else fi;
#endif
       pass(X); pass(Y) }
#ifdef NO_R5_ORDER
  :: d_step { follows -> printf("@n1 rotates by itself\n"); rotate(1) }
#endif
  :: d_step { follows -> printf("@n0 is gone, n1 leads\n"); follows = 0; lead = 1 }
  od
}
