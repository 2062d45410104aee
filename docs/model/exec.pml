/* exec.pml - may two nodes run task X at once, and may X be committed though it never ran? (R6, R8, R9, R11; I3, I5, I9, I10)
 *
 * Two nodes each poll a record of X; the one leader (grant.pml shows that it is one) has a filter bit for X and resolves
 * doubts. Messages are late or lost; a node is cut off, comes back, or crashes and returns as a new life whose claims are
 * counted from one again. Leases are abstract: one ends some time after the cut, the leader's wait some time after that
 * (that it can know this is lease.pml). A second task, Y, has been executed and is the same to the filter as X.
 * The check of the queue tells the truth. Marks and releases are in progress.pml.
 *
 * @check   small        MAXCL=3,MAXF=3   all rules: three claims of each life, three faults
 * @full    large        MAXCL=4,MAXF=4   all rules: four claims of each life, four faults
 * @without R6.drop      -   a doubt is dropped without evidence
 * @without R6.id        -   evidence of another id that the filter cannot tell from X counts for X
 * @without R7.life      -   an answer to an earlier life of the node counts for the new one
 * @without R8.open      -   a grant is honoured though its claim is no longer open
 * @without R8.binds     -   who says "not me" keeps the claims it had opened before
 * @without R8.reserve   -   the leader asks without reserving the id for one resolver
 * @without R8.lease     -   the end of the lease does not close claims
 * @without R9.wait      -   a holder that cannot be asked is not waited for
 * @without R9.clock     -   the wait may end before the lease does
 * @without R9.stop      -   the end of the lease does not stop what runs
 * @without R11.decided  -   an offset may be committed before its task is decided
 * @reach   waited       -   X runs again after a wait for a node that was cut off while it ran X
 */
#ifndef MAXCL
#define MAXCL 3
#endif
#ifndef MAXF
#define MAXF 3
#endif
#define IDLE 0
#define POLLED 1
#define CLAIMED 2
#define DOUBTING 3
#define RUNNING 4
#define DONE 5
#define GRANT 1
#define DOUBT 2
#define NOBODY 2

byte st[2], claim[2], life[2];
bit cut[2], lease[2], waited[2], voting[2], heard[2];
byte rep[2], repClaim[2], repLife[2];   /* the answer under way to a node, and the claim and life that it answers */
bit filter, done, committed;
byte reserved = NOBODY, faults;
bit overdue;                            /* only for REACH: X was cut off while it ran */

#ifdef NO_R8_OPEN
#define OPEN(n) (st[n] != RUNNING && st[n] != DONE)
#else
#ifdef NO_R7_LIFE
#define OPEN(n) (st[n] == CLAIMED && repClaim[n] == claim[n])
#else
#define OPEN(n) (st[n] == CLAIMED && repClaim[n] == claim[n] && repLife[n] == life[n])
#endif
#endif
#ifdef NO_R8_RESERVE
#define MINE(n) true
#define FREE(n) true
#else
#define MINE(n) (reserved == n)
#define FREE(n) (reserved == NOBODY || reserved == n)
#endif
#ifdef NO_R9_WAIT
#define OVER(o) true
#else
#define OVER(o) waited[o]
#endif

inline forget(n) {
  st[n] = IDLE; heard[n] = 0; voting[n] = 0;
  if :: reserved == n -> reserved = NOBODY :: else fi
}
inline commit(n) { committed = 1; assert(done); forget(n) }
inline send(n, what) { rep[n] = what; repClaim[n] = claim[n]; repLife[n] = life[n] }
inline sent(n) { rep[n] = 0; repClaim[n] = 0; repLife[n] = 0 }

proctype node(byte n, o) {
end: do
  /* poll, claim, vote */
  :: d_step { st[n] == IDLE && !committed && lease[n] && !cut[n] -> printf("@n%d polls X\n", n); st[n] = POLLED }
  :: d_step { st[n] == POLLED && lease[n] && claim[n] < MAXCL ->
       claim[n]++; printf("@n%d opens claim %d and votes\n", n, claim[n]); st[n] = CLAIMED; voting[n] = 1 }
  :: d_step { voting[n] && !cut[n] && !rep[n] -> voting[n] = 0;
       if :: !filter -> printf("@the leader grants X to n%d\n", n); filter = 1; send(n, GRANT)
          :: else -> printf("@the leader tells n%d of a doubt\n", n); send(n, DOUBT) fi }
  :: d_step { st[n] == CLAIMED -> printf("@n%d gives its claim up\n", n); st[n] = POLLED; voting[n] = 0 }
  :: d_step { rep[n] == GRANT && !cut[n] ->
       if :: OPEN(n) && lease[n] -> printf("@n%d starts X\n", n); forget(n); st[n] = RUNNING
          :: else -> printf("@n%d ignores a grant\n", n) fi;
       sent(n);
       assert(st[o] != RUNNING || st[n] != RUNNING) }
  :: d_step { rep[n] == DOUBT && !cut[n] ->
       if :: OPEN(n) && lease[n] -> printf("@n%d is in doubt\n", n); st[n] = DOUBTING :: else fi;
       sent(n) }
  :: d_step { rep[n] -> printf("@an answer to n%d is lost\n", n); sent(n) }
  /* a doubt: reserve, ask the other, decide */
  :: d_step { st[n] == DOUBTING && !cut[n] && FREE(n) && !heard[n] -> reserved = n;
       if :: !cut[o] && st[o] == DONE -> printf("@n%d has executed X, n%d commits it\n", o, n); commit(n)
          :: !cut[o] && st[o] != RUNNING && st[o] != DONE -> printf("@n%d says: not me\n", o); heard[n] = 1;
#ifndef NO_R8_BINDS
             if :: st[o] == CLAIMED -> st[o] = POLLED; voting[o] = 0 :: else fi
#endif
          :: cut[o] && OVER(o) -> printf("@n%d cannot be asked, its lease is over\n", o); heard[n] = 1
          :: else -> skip       /* it runs, or is unknown: asked again later */
       fi }
  :: d_step { st[n] == DOUBTING && !cut[n] && heard[n] && MINE(n) && claim[n] < MAXCL && !rep[n] ->
       if :: done -> printf("@check: executed, n%d commits\n", n); commit(n)
          :: else -> printf("@check: not executed, granted to n%d\n", n);
#ifdef REACH_WAITED
             assert(!overdue || !waited[o]);
#endif
             forget(n); claim[n]++; st[n] = CLAIMED; send(n, GRANT) fi }
#ifdef NO_R6_DROP
  :: d_step { st[n] == DOUBTING && !cut[n] -> printf("@the doubt is dropped\n"); commit(n) }
#endif
#ifdef NO_R6_ID
  :: d_step { st[n] == DOUBTING && !cut[n] -> printf("@somebody has executed Y\n"); commit(n) }
#endif
  /* the end */
  :: d_step { st[n] == RUNNING -> printf("@n%d has executed X\n", n); done = 1; st[n] = DONE }
  :: d_step { st[n] == DONE && !committed -> printf("@n%d commits X\n", n); committed = 1; assert(done) }
#ifdef NO_R11_DECIDED
  :: d_step { st[n] == RUNNING && !committed -> printf("@n%d commits X\n", n); committed = 1; assert(done) }
#endif
  /* faults, leases, time */
  :: d_step { faults < MAXF && !cut[n] -> printf("@n%d is cut off\n", n); faults++; cut[n] = 1;
#ifdef REACH_WAITED
       overdue = (st[n] == RUNNING)
#endif
     }
  :: d_step { cut[n] && lease[n] -> printf("@n%d's lease ends\n", n); lease[n] = 0;
       if :: st[n] == RUNNING ->
#ifndef NO_R9_STOP
             printf("@n%d stops X\n", n); forget(n)
#else
             skip
#endif
          :: st[n] == DONE -> skip
#ifdef NO_R8_LEASE
          :: st[n] == CLAIMED -> skip
#endif
          :: else -> forget(n) fi }
#ifdef NO_R9_CLOCK
  :: d_step { cut[n] && !waited[n] -> printf("@the leader has waited for n%d\n", n); waited[n] = 1 }
#else
  :: d_step { cut[n] && !lease[n] && !waited[n] -> printf("@the leader has waited for n%d\n", n); waited[n] = 1 }
#endif
  :: d_step { cut[n] -> printf("@n%d is back\n", n); cut[n] = 0; lease[n] = 1; waited[n] = 0 }
  :: d_step { faults < MAXF -> printf("@n%d crashes, a new life starts\n", n); faults++; life[n]++; claim[n] = 0;
       forget(n) }
  od
}

init {
  atomic {
    lease[0] = 1; lease[1] = 1;
    if :: filter = 0 :: printf("@the filter has Y, and so X\n"); filter = 1 fi;
    run node(0, 1); run node(1, 0)
  }
}
