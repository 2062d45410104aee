/* lease.pml - leases given by a leader that proves it leads, and waits of a new one (R9, R1, R2, R8; invariant I3)
 *
 * Three nodes; any may lead, {1,2} (or EX) may run task X. Elections at any moment, the old leader is not told: the fast
 * hand-over at its most eager. A step of a pair is a message: late, lost, or never for a pair that is cut off. One tick ages
 * everything, so clocks keep one rate; the stretching by the clock-rate bound is the tick that R9.stretch takes away.
 * A lease lasts L ticks, zk.grace.ms U ticks. CLEAN stands for unclean=stall: then no bound by ZooKeeper is needed.
 * Which answers were given to votes is left out (grant.pml, ledger.pml): a grant needs the others cleared, and R2.
 * Holds: never two nodes run X, each under a lease that it believes to be valid.
 *
 * @check   stall          CLEAN                       all rules, clean starts, view {0,1,2}, two epochs
 * @check   doubt          VIEW0=3                     all rules, unclean starts too, view {0,1}, two epochs
 * @check   doubt.alone    VIEW0=1,EX=3                all rules, unclean starts too, the leader alone in its view
 * @full    doubt.slow     VIEW0=3,U=2                 all rules, unclean starts too, a longer zk.grace.ms
 * @full    stall.epochs   CLEAN,MAXE=3                all rules, clean starts, three epochs
 * @full    stall.lease    CLEAN,L=3                   all rules, clean starts, a longer lease
 * @without R9.proof       CLEAN                       heartbeats are answered without acknowledgements
 * @without R9.later       CLEAN                       acknowledgements from before the heartbeat count
 * @without R9.promised    CLEAN                       a new leader counts from its epoch write, no member has promised yet
 * @without R9.stretch     CLEAN                       the wait is a tick shorter than the lease
 * @without R9.zookeeper   VIEW0=3                     the proof does not need a fresh answer of ZooKeeper
 * @without R9.grace       VIEW0=3,U=2                 an unclean leader does not wait for zk.grace.ms
 * @slow    R9.grants      VIEW0=1,EX=3,L=3            that answer is asked for with leases, not with grants
 * @without R2.stored      CLEAN                       proof is not asked of members dropped in the leader's memory only
 * @without R8.lease       CLEAN                       the end of the lease does not close claims
 * @spare   R1.leases      CLEAN                       a lease of a lower epoch than the promised one is accepted
 * @spare   R1.asked       CLEAN                       who answers EVIDENCE? does not promise the asker's epoch
 * @reach   unclean        VIEW0=3                     X runs by grant of an unclean leader after the grace
 * @reach   waited         CLEAN                       X runs by grant of a new leader that waited for a lease to end
 */
#ifndef L
#define L 2
#endif
#ifndef U
#define U 1
#endif
#ifndef MAXE
#define MAXE 2
#endif
#ifndef VIEW0
#define VIEW0 7
#endif
#ifndef EX
#define EX 6
#endif
#define BIT(x) (1 << (x))
#define IN(m, x) (((m) & BIT(x)) != 0)
#define FOLLOWER 0
#define GATHERING 1
#define LEADER 2
#define IDLE 0
#define CLAIMED 1
#define RUNNING 2
#define NOBODY 3
#define ASKED 1
#define ANSWERED 2

byte zkE = 1, zkView = VIEW0;
byte prom[3], role[3], ep[3], view[3], gath[3];
bit clean[3];
byte fresh[3];                  /* leader: ticks since its last guarded answer of ZooKeeper was asked for (to U) */
byte since[9];                  /* leader n, node m: ticks since n renewed m's lease, or since n may count (to L) */
byte age[3];                    /* node: ticks since its last answered heartbeat was sent; L: no lease */
byte hb[3], hbAge[3], hbTo[3], proof[3];
byte st[3], grant[3];           /* node: its task; the epoch of the grant under way to it */
bit wait[3];                    /* only for REACH: that grant rests on a wait */

#ifdef NO_R9_STRETCH
#define OVER(l, m) (since[(l) * 3 + (m)] >= L - 1)
#else
#define OVER(l, m) (since[(l) * 3 + (m)] >= L)
#endif
#if defined(CLEAN) || defined(NO_R9_ZOOKEEPER)
#define FRESH(l) true
#else
#define FRESH(l) (fresh[l] < U)
#endif
#ifdef NO_R9_GRANTS
#define MAYGRANT(l) true
#else
#define MAYGRANT(l) FRESH(l)
#endif
#ifdef NO_R9_PROOF
#define PROVEN(l, n) true
#else
#define PROVEN(l, n) (((proof[n] | BIT(l)) & view[l]) == view[l] && FRESH(l))
#endif
#ifdef CLEAN
#define STARTS(n) clean[n]
#else
#ifdef NO_R9_GRACE
#define STARTS(n) true
#else
#define STARTS(n) (clean[n] || fresh[n] >= U)
#endif
#endif
#ifdef NO_R9_PROMISED
#define COUNTS(n) (role[n] != FOLLOWER)
#else
#define COUNTS(n) (role[n] == LEADER || clean[n])
#endif
#ifdef NO_R1_LEASES
#define TAKES(n, l) true
#else
#define TAKES(n, l) (prom[n] <= ep[l])
#endif
#ifdef NO_R1_ASKED
#define CLEARED(l, m) (st[m] == IDLE || OVER(l, m))
#else
#define CLEARED(l, m) ((st[m] == IDLE && prom[m] <= ep[l]) || OVER(l, m))
#endif
#define HELD(l, m) (!IN(view[l], m) || prom[m] <= ep[l])

inline clear(n) { hb[n] = 0; hbAge[n] = 0; hbTo[n] = NOBODY; proof[n] = 0 }
inline deaf(n, i) { if :: hbTo[i] == n && hb[i] == ASKED -> clear(i) :: else fi }
inline demote(n) {
  role[n] = FOLLOWER; view[n] = 0; gath[n] = 0; clean[n] = 0; ep[n] = 0; fresh[n] = 0;
  since[n * 3] = 0; since[n * 3 + 1] = 0; since[n * 3 + 2] = 0;
  deaf(n, 0); deaf(n, 1); deaf(n, 2)
}
inline promise(l, p) {
  if :: prom[p] < ep[l] -> prom[p] = ep[l];
        if :: role[p] != FOLLOWER -> demote(p) :: else fi
     :: else fi
}
inline ask(l, m) {
#ifdef NO_R1_ASKED
  skip
#else
  if :: !OVER(l, m) -> promise(l, m) :: else fi
#endif
}
inline count(i, j) { if :: COUNTS(i) && IN(EX, j) && since[i * 3 + j] < L -> since[i * 3 + j]++ :: else fi }
inline older(i) {
  if :: IN(EX, i) && age[i] < L -> age[i]++ :: else fi;
  if :: age[i] == L ->
#ifdef NO_R8_LEASE
        if :: st[i] == RUNNING -> st[i] = IDLE :: else fi
#else
        st[i] = IDLE; grant[i] = 0; wait[i] = 0
#endif
     :: else fi;
  if :: hb[i] && hbAge[i] < L -> hbAge[i]++ :: else fi;
  if :: hb[i] && hbAge[i] == L -> clear(i) :: else fi;          /* the answer would be worth nothing */
#ifndef CLEAN
  if :: role[i] != FOLLOWER && fresh[i] < U -> fresh[i]++ :: else fi;
#endif
  count(i, 0); count(i, 1); count(i, 2)
}

proctype clock() {
end: do
  :: d_step { true -> printf("@tick\n"); older(0); older(1); older(2) }
  od
}

/* What node n does by itself; the other two are a and b. */
proctype node(byte n, a, b) {
  byte l;
end: do
  :: d_step { zkE < MAXE && role[n] == FOLLOWER -> printf("@n%d writes epoch %d\n", n, zkE + 1);
       demote(n); zkE++; role[n] = GATHERING; ep[n] = zkE; prom[n] = zkE; gath[n] = BIT(n); clean[n] = IN(zkView, n) }
  :: d_step { role[n] == GATHERING && STARTS(n) ->
       if :: zkE == ep[n] -> printf("@n%d leads epoch %d, clean: %d, view %d\n", n, ep[n], clean[n], gath[n]);
             zkView = gath[n]; view[n] = gath[n]; gath[n] = 0; role[n] = LEADER; fresh[n] = 0
          :: else -> demote(n) fi }
#ifndef CLEAN
  :: d_step { role[n] == LEADER && fresh[n] > 0 ->
       if :: zkE == ep[n] -> printf("@n%d has a fresh answer of ZooKeeper\n", n); fresh[n] = 0 :: else -> demote(n) fi }
#endif
  :: d_step { hb[n] == ASKED && PROVEN(hbTo[n], n) -> printf("@n%d answers the heartbeat of n%d\n", hbTo[n], n);
       hb[n] = ANSWERED; since[hbTo[n] * 3 + n] = 0; proof[n] = 0 }
  :: d_step { hb[n] == ANSWERED -> printf("@n%d has its answer, %d ticks old\n", n, hbAge[n]);
       if :: TAKES(n, hbTo[n]) && hbAge[n] < age[n] -> age[n] = hbAge[n] :: else fi; clear(n) }
  :: d_step { hb[n] -> printf("@the heartbeat of n%d is lost\n", n); clear(n) }
  :: d_step { IN(EX, n) && st[n] == IDLE && age[n] < L -> printf("@n%d opens a claim\n", n); st[n] = CLAIMED }
  :: d_step { st[n] == CLAIMED -> printf("@n%d gives its claim up\n", n); st[n] = IDLE; grant[n] = 0; wait[n] = 0 }
  :: d_step { st[n] == CLAIMED && grant[n] && age[n] < L ->
       if :: prom[n] <= grant[n] -> printf("@n%d starts X\n", n); st[n] = RUNNING;
#ifdef REACH_WAITED
             assert(!wait[n]);
#endif
          :: else fi;
       grant[n] = 0; wait[n] = 0;
       assert(st[a] != RUNNING && st[b] != RUNNING || st[n] != RUNNING) }
  :: d_step { st[n] == RUNNING -> printf("@n%d has finished X\n", n); st[n] = IDLE }
  /* a leader asks itself as it asks others */
  :: d_step { IN(EX, n) && !hb[n] && role[n] == LEADER && age[n] > 0 -> printf("@n%d sends itself a heartbeat\n", n);
       hb[n] = ASKED; hbTo[n] = n;
#ifdef NO_R9_LATER
       proof[n] = view[n]
#endif
     }
  :: d_step { st[n] == CLAIMED && !grant[n] && role[n] == LEADER && MAYGRANT(n) && CLEARED(n, a) && CLEARED(n, b) &&
       HELD(n, a) && HELD(n, b) -> printf("@n%d grants X to itself\n", n);
#ifdef REACH_WAITED
       wait[n] = (OVER(n, a) && prom[a] < ep[n]) || (OVER(n, b) && prom[b] < ep[n]);
#endif
       grant[n] = ep[n]; ask(n, a); ask(n, b) }
  od
}

/* What node n, claimant or leader, does with node p; the third is q. */
proctype pair(byte n, p, q) {
end: do
  :: d_step { role[n] == GATHERING && !IN(gath[n], p) && prom[p] < ep[n] -> printf("@n%d promises epoch %d\n", p, ep[n]);
       promise(n, p); gath[n] = gath[n] | BIT(p); clean[n] = clean[n] | IN(zkView, p) }
  :: d_step { role[n] == LEADER && IN(view[n], p) -> printf("@n%d cuts n%d off\n", n, p);
#ifdef NO_R2_STORED
       view[n] = view[n] & ~BIT(p)
#else
       if :: zkE == ep[n] -> view[n] = view[n] & ~BIT(p); zkView = view[n]; fresh[n] = 0 :: else -> demote(n) fi
#endif
     }
  :: d_step { role[n] == LEADER && !IN(view[n], p) && prom[p] <= ep[n] ->
       if :: zkE == ep[n] -> printf("@n%d takes n%d into the view\n", n, p);
             promise(n, p); view[n] = view[n] | BIT(p); zkView = view[n]; fresh[n] = 0
          :: else -> demote(n) fi }
  :: d_step { IN(EX, p) && !hb[p] && role[n] == LEADER && TAKES(p, n) && age[p] > 0 ->
       printf("@n%d sends n%d a heartbeat\n", p, n); hb[p] = ASKED; hbTo[p] = n; promise(n, p);
#ifdef NO_R9_LATER
       proof[p] = view[n]
#endif
     }
  /* p proves to n, for the heartbeat of n, p or q, that n's epoch is its own */
  :: d_step { role[n] == LEADER && IN(view[n], p) && prom[p] <= ep[n] && hb[n] == ASKED && hbTo[n] == n && !IN(proof[n], p) ->
       printf("@n%d proves to n%d for n%d\n", p, n, n); proof[n] = proof[n] | BIT(p) }
  :: d_step { role[n] == LEADER && IN(view[n], p) && prom[p] <= ep[n] && hb[p] == ASKED && hbTo[p] == n && !IN(proof[p], p) ->
       printf("@n%d proves to n%d for n%d\n", p, n, p); proof[p] = proof[p] | BIT(p) }
  :: d_step { role[n] == LEADER && IN(view[n], p) && prom[p] <= ep[n] && hb[q] == ASKED && hbTo[q] == n && !IN(proof[q], p) ->
       printf("@n%d proves to n%d for n%d\n", p, n, q); proof[q] = proof[q] | BIT(p) }
  :: d_step { st[p] == CLAIMED && !grant[p] && role[n] == LEADER && prom[p] <= ep[n] && MAYGRANT(n) &&
       CLEARED(n, n) && CLEARED(n, q) && HELD(n, q) -> printf("@n%d grants X to n%d\n", n, p);
#ifdef REACH_UNCLEAN
       assert(clean[n]);
#endif
       grant[p] = ep[n]; promise(n, p); ask(n, q) }
  od
}

init {
  atomic {
    prom[0] = 1; prom[1] = 1; prom[2] = 1; hbTo[0] = NOBODY; hbTo[1] = NOBODY; hbTo[2] = NOBODY;
    role[0] = LEADER; ep[0] = 1; view[0] = VIEW0; clean[0] = 1;
    run clock(); run node(0, 1, 2); run node(1, 0, 2); run node(2, 0, 1);
    run pair(0, 1, 2); run pair(0, 2, 1); run pair(1, 0, 2); run pair(1, 2, 0); run pair(2, 0, 1); run pair(2, 1, 0)
  }
}
