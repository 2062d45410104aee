/* ledger.pml - the ledger across leaders: is one claim of X repeated while another was granted? (R3, R7, pruning; I1, I11)
 *
 * Two records of X, polled by two nodes as claim A and claim B; either is voted again and again, at whoever believes that it
 * leads, as if each answer were lost. An entry is epoch and claim (within a reign X is new once, so the epoch orders tokens).
 * Elections, views and joining are those of grant.pml with their rules in place. What was granted may end and be committed:
 * then each node prunes its entry when it pleases; the filter's bit stays. A crash empties a node's memory.
 * Holds: a grant is answered for A or for B, never for both; and one claim is always given the same token.
 *
 * @quick   no.crash      MAXE=3,MAXC=0     all rules: two elections, no crash
 * @full    one.crash     MAXE=3,MAXC=1     all rules: two elections, one crash
 * @full    four.epochs   MAXE=4,MAXC=0     all rules: three elections
 * @slow    R1.seen       MAXE=3,MAXC=1     who came back empty and is given a leader's result has promised it nothing
 * @without R3.ledger     MAXE=3,MAXC=0     entries are taken from all that answer, not from members of the view only
 * @without R3.replaced   MAXE=3,MAXC=0     a joiner keeps its entry where the leader has none
 * @without R7.again      MAXE=3,MAXC=0     a repeated claim is answered without replicating its entry again
 * @without R7.current    MAXE=3,MAXC=0     any claim of the id counts as the entry's claim
 * @spare   R3.highest    MAXE=3,MAXC=0     of two members' entries the first is taken, not the one with the higher token
 * @reach   repeated      MAXE=3,MAXC=0     the third leader gives the answer of the first again
 */
#define N 3
#ifndef MAXE
#define MAXE 3
#endif
#ifndef MAXC
#define MAXC 0
#endif
#define FOLLOWER 0
#define GATHERING 1
#define LEADER 2
#define BIT(x) (1 << (x))
#define ALL 7
#define IN(m, x) (((m) & BIT(x)) != 0)
/* An entry: 0 none, else epoch and claim. */
#define ENTRY(e, c) ((e) * 2 + (c))
#define CLAIM(x) ((x) & 1)

byte zkE = 1, zkView = ALL, zkLost;
bit has[N];                                             /* the filter */
byte led[N];                                            /* the ledger's entry for X */
byte prom[N], role[N], ep[N], crashes;
byte view[N], lost[N], acked[N], gath[N], have[N], joins[N], jacked[N], jlost[N];
bit voting[N], had[N], clean[N];
byte answered[2];                                       /* per claim: the entry that it was granted by */

#define ACCEPTS(n, p) (prom[p] <= ep[n])
#define GUARD(n) (zkE == ep[n])
#define MEMBER(p) (IN(zkView, p) && !IN(zkLost, p))
#ifdef NO_R7_CURRENT
#define SAME(n, c) (led[n] != 0)
#else
#define SAME(n, c) (led[n] != 0 && CLAIM(led[n]) == c)
#endif
#ifdef NO_R3_LEDGER
#define GIVES(p) true
#else
#define GIVES(p) MEMBER(p)
#endif

inline demote(n) {
  role[n] = FOLLOWER; ep[n] = 0; voting[n] = 0; had[n] = 0; acked[n] = 0; gath[n] = 0; have[n] = 0; clean[n] = 0;
  view[n] = 0; lost[n] = 0; joins[n] = 0; jacked[n] = 0; jlost[n] = 0
}
inline promise(n, p) {
  prom[p] = ep[n];
  if :: role[p] != FOLLOWER && ep[p] < ep[n] -> demote(p) :: else fi
}
inline replace(n, p) {          /* p's ledger becomes n's */
#ifdef NO_R3_REPLACED
  if :: led[n] != 0 -> led[p] = led[n] :: else fi
#else
  led[p] = led[n]
#endif
}
inline lose(i, n) {
  if :: IN(view[i] | have[i], n) && i != n -> lost[i] = lost[i] | BIT(n) :: else fi;
  if :: IN(joins[i], n) -> jlost[i] = jlost[i] | BIT(n) :: else fi
}
inline grant(c, entry) {
  printf("@  claim %c is granted (entry of epoch %d)\n", 'A' + c, entry / 2);
  assert(answered[c] == 0 || answered[c] == entry);
#ifdef REACH_REPEATED
  assert(!(ep[n] == 3 && answered[c] == entry && entry / 2 == 1));
#endif
  answered[c] = entry;
  assert(answered[1 - c] == 0)
}
inline vote(n, c) {             /* claim c is voted on, for the first time or again */
  if
  :: !has[n] -> printf("@n%d has claim %c, X is new to it\n", n, 'A' + c);
     has[n] = 1; led[n] = ENTRY(ep[n], c); voting[n] = 1; acked[n] = BIT(n)
  :: else ->
     if :: SAME(n, c) -> printf("@n%d has claim %c again\n", n, 'A' + c);
#ifdef NO_R7_CURRENT
           led[n] = ENTRY(led[n] / 2, c);
#endif
           voting[n] = 1; acked[n] = BIT(n)
        :: else fi
  fi
}

proctype node(byte n) {
end: do
  :: d_step { zkE < MAXE -> printf("@n%d writes epoch %d\n", n, zkE + 1);
       demote(n); zkE++; role[n] = GATHERING; ep[n] = zkE; prom[n] = zkE; gath[n] = BIT(n); have[n] = BIT(n);
       clean[n] = MEMBER(n);
       if :: !GIVES(n) -> led[n] = 0 :: else fi }
  :: d_step { role[n] == GATHERING && clean[n] ->
       if :: GUARD(n) -> printf("@n%d leads epoch %d with the view %d\n", n, ep[n], have[n]);
             view[n] = have[n]; zkView = view[n]; lost[n] = lost[n] & view[n]; zkLost = lost[n];
             role[n] = LEADER; gath[n] = 0; have[n] = 0; clean[n] = 0
          :: else -> demote(n) fi }
  :: d_step { role[n] == LEADER && !voting[n] && (!has[n] || led[n]) -> vote(n, 0) }
  :: d_step { role[n] == LEADER && !voting[n] && (!has[n] || led[n]) -> vote(n, 1) }
  :: d_step { role[n] == LEADER && voting[n] && (acked[n] & view[n]) == view[n] && (jacked[n] & joins[n]) == joins[n] ->
       if :: !had[n] && led[n] -> printf("@n%d answers\n", n); grant(CLAIM(led[n]), led[n])
          :: else fi;
       voting[n] = 0; had[n] = 0; acked[n] = 0; jacked[n] = 0 }
#ifdef NO_R7_AGAIN
  :: d_step { role[n] == LEADER && SAME(n, 0) -> printf("@n%d has claim A again\n", n); grant(0, led[n]) }
  :: d_step { role[n] == LEADER && SAME(n, 1) -> printf("@n%d has claim B again\n", n); grant(1, led[n]) }
#endif
  /* What was granted has ended and is committed. */
  :: d_step { led[n] && answered[CLAIM(led[n])] == led[n] && !voting[n] -> printf("@n%d prunes its entry\n", n); led[n] = 0 }
  :: d_step { crashes < MAXC -> printf("@n%d crashes and comes back empty\n", n); crashes++; demote(n);
       has[n] = 0; led[n] = 0; prom[n] = 0;
       if :: IN(zkView, n) -> zkLost = zkLost | BIT(n) :: else fi;
       lose(0, n); lose(1, n); lose(2, n) }
  od
}

proctype pair(byte n, p) {
end: do
  :: d_step { role[n] == GATHERING && !IN(gath[n], p) && ACCEPTS(n, p) ->
       printf("@n%d gives n%d its state (entry %d)\n", p, n, led[p]);
       promise(n, p); gath[n] = gath[n] | BIT(p);
       if :: MEMBER(p) -> clean[n] = 1 :: else fi;
       if :: (has[p] && !has[n]) || (GIVES(p) && led[p] != led[n]) -> have[n] = BIT(n) :: else fi;
       has[n] = has[n] | has[p];
#ifdef NO_R3_HIGHEST
       if :: GIVES(p) && !led[n] -> led[n] = led[p] :: else fi
#else
       if :: GIVES(p) && led[p] > led[n] -> led[n] = led[p] :: else fi
#endif
     }
  :: d_step { role[n] == GATHERING && IN(gath[n], p) && !IN(have[n], p) && ACCEPTS(n, p) ->
       printf("@n%d gives n%d the result (entry %d)\n", n, p, led[n]);
#ifndef NO_R1_SEEN
       promise(n, p);
#endif
       has[p] = has[p] | has[n]; replace(n, p); have[n] = have[n] | BIT(p); lost[n] = lost[n] & ~BIT(p) }
  :: d_step { role[n] == LEADER && voting[n] && IN(view[n], p) && !IN(acked[n], p) && !IN(lost[n], p) ->
       if :: ACCEPTS(n, p) -> printf("@n%d acknowledges entry %d to n%d\n", p, led[n], n);
             had[n] = had[n] | (has[p] && led[p] != led[n]);
             has[p] = 1; led[p] = led[n]; acked[n] = acked[n] | BIT(p)
          :: else -> printf("@n%d refuses epoch %d\n", p, ep[n]); demote(n) fi }
  :: d_step { role[n] == LEADER && voting[n] && IN(view[n], p) && !IN(acked[n], p) ->
       if :: GUARD(n) -> printf("@n%d cuts n%d off\n", n, p);
             view[n] = view[n] & ~BIT(p); zkView = view[n]; lost[n] = lost[n] & ~BIT(p); zkLost = lost[n]
          :: else -> demote(n) fi }
  :: d_step { role[n] == LEADER && (!IN(view[n], p) || IN(lost[n], p)) && !IN(joins[n], p) && ACCEPTS(n, p) ->
       printf("@n%d joins n%d\n", p, n);
       promise(n, p); has[p] = has[p] | has[n]; has[n] = has[p]; replace(n, p); joins[n] = joins[n] | BIT(p) }
  :: d_step { role[n] == LEADER && voting[n] && IN(joins[n], p) && !IN(jacked[n], p) && !IN(jlost[n], p) ->
       if :: ACCEPTS(n, p) -> printf("@n%d acknowledges entry %d to n%d while joining\n", p, led[n], n);
             has[p] = 1; led[p] = led[n]; jacked[n] = jacked[n] | BIT(p)
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
