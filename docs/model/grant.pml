/* grant.pml - who may be told that task X is new? (R1, R2, R3; invariants I1, I2, I6; no clock anywhere)
 *
 * Three nodes, any of which may be elected at any moment; the old leader is not told. A node's memory of X is one bit:
 * filters only grow, and this model asks nothing else of them. ZooKeeper is linearizable. Each step of a pair of nodes is
 * one message with its handling; a message that is late is a step taken later, one that is lost is a step never taken.
 * A crash empties the memory: the node comes back with a new store id and without its promises (the journal: journal.pml).
 * Holds: "new" is said at most once for X, and a leader's answer is in the memory of every living member of the view.
 *
 * @check   one.crash    MAXE=3,MAXC=1           all rules: two elections, one crash
 * @full    crashes      MAXE=3,MAXC=3           all rules: two elections, three crashes
 * @full    elections    MAXE=4,MAXC=1           all rules: three elections, one crash
 * @full    min.two      MAXE=3,MAXC=2,MININ=2   all rules: two elections, two crashes, min.insync 2
 * @without R1.promise   -                       who gives its state to a new leader promises it nothing
 * @without R1.refuse    -                       orders of a lower epoch than the promised one are carried out
 * @without R2.stored    -                       a silent peer is dropped in the leader's memory, ZooKeeper is not told
 * @without R2.guard     -                       view writes do not check the epoch
 * @without R2.before    -                       the answer does not wait for the view write
 * @without R2.joiner    -                       the answer does not wait for nodes that are joining
 * @without R3.member    -                       a leader starts without a member of the last view
 * @without R3.store     -                       a node that came back empty passes for the member it was
 * @without R3.read      -                       the view is not read again after the epoch write
 * @without R3.joined    -                       the new leader does not join the filters it is given
 * @without R3.pushed    -                       the new view is written before its members have the result
 * @spare   V3.union     MAXE=3,MAXC=0           a peer that had X already does not turn the answer into a doubt
 * @reach   third        -                       a third leader says "new", which its predecessors did not
 */
#define N 3
#ifndef MAXE
#define MAXE 3          /* epochs; the first has a leader from the start */
#endif
#ifndef MAXC
#define MAXC 2          /* crashes */
#endif
#ifndef MININ
#define MININ 1         /* min.insync */
#endif
#define FOLLOWER 0
#define GATHERING 1
#define LEADER 2
#define BIT(x) (1 << (x))
#define ALL 7
#define COUNT(m) (((m) & 1) + (((m) >> 1) & 1) + (((m) >> 2) & 1))
#define IN(m, x) (((m) & BIT(x)) != 0)

/* ZooKeeper: the epoch, the view, and which members of it have lost the store id that stands there. */
byte zkE = 1, zkView = ALL, zkLost;
/* Nodes. */
bit has[N];
byte prom[N], role[N], ep[N], crashes, told;
/* A leader's: its view, members that lost their store since; the vote: who has acknowledged, did anybody have X before;
 * a start: who gave its state, who has the result; joiners, which of them acknowledged, which lost their store. */
byte view[N], lost[N], acked[N], gath[N], have[N], joins[N], jacked[N], jlost[N];
bit voting[N], had[N], clean[N];

#ifdef NO_R1_REFUSE
#define ACCEPTS(n, p) true
#else
#define ACCEPTS(n, p) (prom[p] <= ep[n])
#endif
#ifdef NO_R2_GUARD
#define GUARD(n) true
#else
#define GUARD(n) (zkE == ep[n])
#endif
#ifdef NO_R2_JOINER
#define JOINERS(n) true
#else
#define JOINERS(n) ((jacked[n] & joins[n]) == joins[n])
#endif
#ifdef NO_R3_MEMBER
#define STARTS(n) true
#else
#define STARTS(n) clean[n]
#endif
#ifdef NO_R3_PUSHED
#define RESULT(n) gath[n]
#else
#define RESULT(n) have[n]
#endif
#ifdef NO_R3_READ
byte seen[N] = ALL;     /* the view as read at some time before */
#define MEMBER(n, p) IN(seen[n], p)
#else
#define MEMBER(n, p) (IN(zkView, p) && !IN(zkLost, p))
#endif
#ifdef NO_R2_BEFORE
byte late[N];           /* a view write that is still to come */
#endif

inline demote(n) {
  role[n] = FOLLOWER; ep[n] = 0; voting[n] = 0; had[n] = 0; acked[n] = 0; gath[n] = 0; have[n] = 0; clean[n] = 0;
  view[n] = 0; lost[n] = 0; joins[n] = 0; jacked[n] = 0; jlost[n] = 0
#ifdef NO_R2_BEFORE
  ; late[n] = 0
#endif
}
inline promise(n, p) {
#ifndef NO_R1_PROMISE
  prom[p] = ep[n];
  if :: role[p] != FOLLOWER && ep[p] < ep[n] -> demote(p) :: else fi
#else
  skip
#endif
}
inline no_vote(n) { voting[n] = 0; had[n] = 0; acked[n] = 0; jacked[n] = 0 }
inline lose(i, n) {     /* leader i: the store of n is gone */
  if :: IN(view[i] | have[i], n) && i != n -> lost[i] = lost[i] | BIT(n) :: else fi;
  if :: IN(joins[i], n) -> jlost[i] = jlost[i] | BIT(n) :: else fi
}

/* What node n does by itself. */
proctype node(byte n) {
end: do
  :: d_step { zkE < MAXE -> printf("@n%d writes epoch %d\n", n, zkE + 1);
       demote(n); zkE++; role[n] = GATHERING; ep[n] = zkE; prom[n] = zkE; gath[n] = BIT(n); have[n] = BIT(n);
       clean[n] = MEMBER(n, n) }
#ifdef NO_R3_READ
  :: d_step { role[n] == FOLLOWER && seen[n] != zkView -> printf("@n%d reads the view %d\n", n, zkView); seen[n] = zkView }
#endif
  :: d_step { role[n] == GATHERING && COUNT(RESULT(n)) >= MININ && STARTS(n) ->
       if :: GUARD(n) -> printf("@n%d leads epoch %d with the view %d\n", n, ep[n], RESULT(n));
             view[n] = RESULT(n); zkView = view[n]; lost[n] = lost[n] & view[n]; zkLost = lost[n];
             role[n] = LEADER; gath[n] = 0; have[n] = 0; clean[n] = 0
          :: else -> demote(n) fi }
  :: d_step { role[n] == LEADER && !voting[n] && !has[n] -> printf("@n%d is asked about X\n", n);
       has[n] = 1; voting[n] = 1; acked[n] = BIT(n) }
  :: d_step { role[n] == LEADER && voting[n] && (acked[n] & view[n]) == view[n] && JOINERS(n) ->
       if :: !had[n] -> printf("@n%d answers: X is new\n", n); told++;
#ifdef REACH_THIRD
             assert(ep[n] < 3);
#endif
             assert(told <= 1)
          :: else -> printf("@n%d answers: a doubt\n", n) fi;
       no_vote(n) }
#ifdef NO_R2_BEFORE
  :: d_step { late[n] -> late[n] = 0;
       if :: GUARD(n) -> printf("@n%d writes the view %d\n", n, view[n]); zkView = view[n]; zkLost = lost[n]
          :: else -> demote(n) fi }
#endif
#ifdef JOURNAL
  :: d_step { crashes < MAXC -> printf("@n%d crashes and comes back with its journal\n", n); crashes++; demote(n);
#ifdef NO_JOURNAL_PROMISE
       prom[n] = 0;
#endif
#ifdef NO_JOURNAL_ENTRY
       has[n] = 0;
#endif
     }
#endif
  :: d_step { crashes < MAXC -> printf("@n%d crashes and comes back empty\n", n); crashes++; demote(n);
       has[n] = 0; prom[n] = 0;
#if !defined(NO_R3_STORE) && !defined(NO_JOURNAL_COUNT)
       if :: IN(zkView, n) -> zkLost = zkLost | BIT(n) :: else fi;
       lose(0, n); lose(1, n); lose(2, n)
#endif
     }
  od
}

/* What node n, claimant or leader, does with node p. */
proctype pair(byte n, p) {
end: do
  :: d_step { role[n] == GATHERING && !IN(gath[n], p) && ACCEPTS(n, p) -> printf("@n%d gives n%d its state\n", p, n);
       promise(n, p); gath[n] = gath[n] | BIT(p);
       if :: MEMBER(n, p) -> clean[n] = 1 :: else fi;
#ifndef NO_R3_JOINED
       if :: has[p] && !has[n] -> has[n] = 1; have[n] = BIT(n) :: else fi
#endif
     }
  :: d_step { role[n] == GATHERING && IN(gath[n], p) && !IN(have[n], p) && ACCEPTS(n, p) ->
       printf("@n%d gives n%d the result\n", n, p);
       promise(n, p); has[p] = has[p] | has[n]; have[n] = have[n] | BIT(p); lost[n] = lost[n] & ~BIT(p) }
  :: d_step { role[n] == LEADER && voting[n] && IN(view[n], p) && !IN(acked[n], p) && !IN(lost[n], p) ->
       if :: ACCEPTS(n, p) -> printf("@n%d acknowledges X to n%d (had it: %d)\n", p, n, has[p]);
#ifndef NO_V3_UNION
             had[n] = had[n] | has[p];
#endif
             has[p] = 1; acked[n] = acked[n] | BIT(p)
          :: else -> printf("@n%d refuses epoch %d\n", p, ep[n]); demote(n) fi }
  :: d_step { role[n] == LEADER && voting[n] && IN(view[n], p) && !IN(acked[n], p) && COUNT(view[n]) > MININ ->
       printf("@n%d cuts n%d off\n", n, p);
#ifdef NO_R2_STORED
       view[n] = view[n] & ~BIT(p)
#else
#ifdef NO_R2_BEFORE
       view[n] = view[n] & ~BIT(p); lost[n] = lost[n] & ~BIT(p); late[n] = 1
#else
       if :: GUARD(n) -> view[n] = view[n] & ~BIT(p); zkView = view[n]; lost[n] = lost[n] & ~BIT(p); zkLost = lost[n]
          :: else -> demote(n) fi
#endif
#endif
     }
  :: d_step { role[n] == LEADER && (!IN(view[n], p) || IN(lost[n], p)) && !IN(joins[n], p) && ACCEPTS(n, p) ->
       printf("@n%d joins n%d\n", p, n);
       promise(n, p); has[p] = has[p] | has[n]; has[n] = has[p]; joins[n] = joins[n] | BIT(p) }
  :: d_step { role[n] == LEADER && voting[n] && IN(joins[n], p) && !IN(jacked[n], p) && !IN(jlost[n], p) ->
       if :: ACCEPTS(n, p) -> printf("@n%d acknowledges X to n%d while joining\n", p, n);
             has[p] = 1; jacked[n] = jacked[n] | BIT(p)
          :: else -> demote(n) fi }
  :: d_step { role[n] == LEADER && IN(joins[n], p) -> printf("@n%d gives the joiner n%d up\n", n, p);
       joins[n] = joins[n] & ~BIT(p); jacked[n] = jacked[n] & ~BIT(p); jlost[n] = jlost[n] & ~BIT(p) }
  :: d_step { role[n] == LEADER && IN(joins[n], p) ->
       if :: GUARD(n) -> printf("@n%d takes n%d into the view\n", n, p);
             view[n] = view[n] | BIT(p); zkView = view[n];
             lost[n] = (lost[n] & ~BIT(p)) | (jlost[n] & BIT(p)); zkLost = lost[n];
             acked[n] = (acked[n] & ~BIT(p)) | (voting[n] * (jacked[n] & BIT(p)));
             joins[n] = joins[n] & ~BIT(p); jacked[n] = jacked[n] & ~BIT(p); jlost[n] = jlost[n] & ~BIT(p)
          :: else -> demote(n) fi }
  od
}

init {
  atomic {
    prom[0] = 1; prom[1] = 1; prom[2] = 1; role[0] = LEADER; ep[0] = 1; view[0] = ALL;
    run node(0); run node(1); run node(2);
    run pair(0, 1); run pair(0, 2); run pair(1, 0); run pair(1, 2); run pair(2, 0); run pair(2, 1)
  }
}
