/* progress.pml - marks, releases and reports: is a task that may have started granted again without a check?
 * (R13, R14, R7, R8, R2, the order of SYNCING; D6; invariants I3, I14)
 *
 * Two nodes ask for X; each may crash (a new life), lose its lease and return, or say goodbye. Every message once sent can
 * arrive at any later time, any number of times, or never: grants, marks, their acknowledgements, releases, stops, outcomes.
 * A leader and one peer hold X's entry; the peer may be cut off, join again, and succeed the leader, who then is gone (that
 * no old leader answers is grant.pml). A holder is provably gone when its life has ended, or when its lease is over and its
 * handler has ended (lease.pml, exec.pml). The check tells the truth at the time it is asked.
 * Holds: what was started is granted again after a check only, and never runs twice at once; an outcome that was
 * acknowledged to its reporter is never forgotten.
 *
 * @check   small        MAXT=3,MAXC=1,MAXF=1          all rules: three grants, one fault of a node, one new leader
 * @check   joins        MAXT=2,MAXC=1,MAXF=1,MAXJ=1   all rules: two grants, one fault of a node, a join, one new leader
 * @full    faults       MAXT=3,MAXC=2,MAXF=1          all rules: three grants, two faults of nodes, one new leader
 * @without R2.grant     -   a grant is answered before the peer has it
 * @without R2.rejoin    MAXJ=1  a peer comes back into the view without the ledger
 * @without R7.claim     -   a grant counts for whatever claim of the node is open
 * @without R8.lease     -   the end of the lease does not close claims
 * @without R13.mark     -   a task starts without its mark
 * @without R13.ack      -   a mark is acknowledged before the peer has it
 * @without R14.token    -   reports do not name their token
 * @without R14.closed   -   a release is sent before the claim is closed
 * @without R14.never    -   a release does not say that the task was never started
 * @without R14.ended    -   STOPPED is reported before the handler has ended
 * @without R14.goodbye  MAXC=2  GOODBYE is sent before the handler has ended
 * @without R14.outcome  -   an outcome is acknowledged before the peer has it
 * @without sync.live    MAXJ=1  what changes while the peer joins is not waited for
 * @without sync.order   MAXJ=1  the snapshot is applied over the entries that came after it
 * @spare   R13.gone     -   GRANTED without a mark is granted again though its holder lives
 * @reach   before       -   a holder is lost before its mark, X is granted again without a check
 * @reach   after        -   a holder is lost after its mark, X is granted again after a check
 * @reach   released     -   X was marked, released unstarted, and is granted again without a check
 */
#ifndef MAXT
#define MAXT 3
#endif
#ifndef MAXC
#define MAXC 1          /* crashes, goodbyes, leases lost */
#endif
#ifndef MAXF
#define MAXF 1          /* new leaders */
#endif
#ifndef MAXJ
#define MAXJ 0          /* joins */
#endif
#define BIT(x) (1 << (x))
#define IN(m, x) (((m) & BIT(x)) != 0)
#define IDLE 0
#define ASKING 1
#define HOLDING 2
#define RUNS 3
#define STOPS 4
#define CURRENT 1
#define OLD 2
#define NONE 0
#define GRANTED 1
#define RELEASED 2
#define RUNNING 3
#define ORPHANED 4
#define EXECUTED 5

/* The ledgers of leader and peer, and what the joining peer will hold once the snapshot is applied. */
byte tok[2], s[2], lead, joinTok, joinS;
bit inView = 1, joining;
/* Tokens: the last one; as sets of tokens: those of n1, those whose life lives, those whose claim is open. */
byte last, second, live, open;
/* Messages that exist, as sets of tokens. */
byte grants, marks, marked, releases, stops, outcomes, atOnce;
/* Nodes: what they do, their token, a vote under way (of the open claim, or of one closed since). */
byte st[2], my[2], vote[2];
bit lease[2], bye[2];
/* What really happened. */
byte started, newest, crashes, fails, joins;          /* newest: the last token that was answered */
bit executed, acked;

#define PEER (1 - lead)
#ifdef NO_SYNC_LIVE
#define JOINED true
#else
#define JOINED (!joining || (joinTok == tok[lead] && joinS == s[lead]))
#endif
#define REPLICATED ((!inView || (tok[0] == tok[1] && s[0] == s[1])) && JOINED)
#ifdef NO_R2_GRANT
#define GRANT_HELD true
#else
#define GRANT_HELD REPLICATED
#endif
#ifdef NO_R13_ACK
#define MARK_HELD true
#else
#define MARK_HELD REPLICATED
#endif
#ifdef NO_R14_OUTCOME
#define OUTCOME_HELD true
#else
#define OUTCOME_HELD REPLICATED
#endif
#ifdef NO_R14_TOKEN
#define REPORTED(m, t) ((m) != 0)
#else
#define REPORTED(m, t) IN(m, t)
#endif
#ifdef NO_R13_MARK
#define MARKED(t) true
#else
#define MARKED(t) (IN(marked, t) || IN(atOnce, t))
#endif
#ifdef NO_R7_CLAIM
#define OPEN(e, t) (st[e] == ASKING && IN(live, t))
#else
#define OPEN(e, t) (st[e] == ASKING && IN(live, t) && IN(open, t))
#endif
#define HOLDER(t) ((second >> (t)) & 1)
#ifdef NO_R14_NEVER
#define NEVER(t) true
#else
#define NEVER(t) (!IN(started, t))
#endif
#define GONE(t) (!IN(live, t) || bye[HOLDER(t)] || (!lease[HOLDER(t)] && st[HOLDER(t)] != RUNS && st[HOLDER(t)] != STOPS))
#ifdef NO_R13_GONE
#define UNMARKED(t) true
#else
#define UNMARKED(t) GONE(t)
#endif

/* What is under way about a token that no ledger and no node has any more does nothing: it is forgotten. */
inline tidy() {
#ifndef NO_R14_TOKEN
  k = BIT(tok[0]) | BIT(tok[1]) | BIT(joinTok) | BIT(my[0]) | BIT(my[1]) | open;
  grants = grants & k; marks = marks & k; marked = marked & k; releases = releases & k; stops = stops & k;
  outcomes = outcomes & k; atOnce = atOnce & k; started = started & k; second = second & k; live = live & k;
  k = 0
#else
  skip
#endif
}
inline grant(e) {
  last++; tok[lead] = last; second = second | (e << last); live = live | BIT(last);
  if :: vote[e] == CURRENT -> open = open | BIT(last) :: else fi;
  if :: s[lead] = GRANTED; printf("@leader: token %d for n%d\n", last, e)
     :: s[lead] = RUNNING; atOnce = atOnce | BIT(last); printf("@leader: token %d for n%d, to start at once\n", last, e)
  fi;
  tidy()
}
inline unchecked(e) {           /* the old token is known not to have started */
#ifdef REACH_BEFORE
  assert(s[lead] != GRANTED);
#endif
#ifdef REACH_RELEASED
  assert(!(s[lead] == RELEASED && IN(marked, tok[lead])));
#endif
  assert(!IN(started, tok[lead]));
  grant(e)
}
inline rest(e) {                /* and the claim is closed */
  st[e] = IDLE; my[e] = 0; open = open & (e -> ~second : second);
  if :: vote[e] == CURRENT -> vote[e] = OLD :: else fi
}

proctype leader() {
  byte e, k;
end: do
  :: atomic { vote[0] || vote[1] ->
       if :: vote[0] -> e = 0 :: vote[1] -> e = 1 fi;
       if
       :: s[lead] == NONE && last < MAXT -> grant(e)
       :: s[lead] == RELEASED && last < MAXT -> unchecked(e)
       :: s[lead] == GRANTED && last < MAXT && UNMARKED(tok[lead]) -> unchecked(e)
       :: s[lead] == ORPHANED && !executed && last < MAXT -> printf("@check: not executed\n");
#ifdef REACH_AFTER
          assert(!(IN(started, tok[lead]) && !IN(live, tok[lead])));
#endif
          grant(e)
       :: s[lead] == ORPHANED && executed -> printf("@check: executed\n"); s[lead] = EXECUTED
       :: else -> skip          /* busy, or done; its very own claim is answered again below */
       fi;
       vote[e] = 0; e = 0 }
  :: d_step { (s[lead] == GRANTED || s[lead] == RUNNING && IN(atOnce, tok[lead])) && GRANT_HELD && !IN(grants, tok[lead]) ->
       printf("@leader answers: token %d\n", tok[lead]); grants = grants | BIT(tok[lead]); newest = tok[lead] }
  :: d_step { s[lead] == GRANTED && REPORTED(marks, tok[lead]) -> printf("@leader marks token %d\n", tok[lead]);
       s[lead] = RUNNING }
  :: d_step { s[lead] == RUNNING && !IN(atOnce, tok[lead]) && MARK_HELD && !IN(marked, tok[lead]) ->
       printf("@leader acknowledges the mark of token %d\n", tok[lead]); marked = marked | BIT(tok[lead]) }
  :: d_step { (s[lead] == GRANTED || s[lead] == RUNNING) && REPORTED(releases, tok[lead]) ->
       printf("@leader hears: token %d is released\n", tok[lead]); s[lead] = RELEASED }
  :: d_step { s[lead] == RUNNING && REPORTED(stops, tok[lead]) ->
       printf("@leader hears: token %d was stopped\n", tok[lead]); s[lead] = ORPHANED }
  :: d_step { s[lead] == RUNNING && GONE(tok[lead]) -> printf("@leader: the holder of token %d is gone\n", tok[lead]);
       s[lead] = ORPHANED }
  :: d_step { (s[lead] == RUNNING || s[lead] == ORPHANED) && REPORTED(outcomes, tok[lead]) ->
       printf("@leader hears: token %d was executed\n", tok[lead]); s[lead] = EXECUTED }
  :: d_step { s[lead] == EXECUTED && OUTCOME_HELD && !acked -> printf("@leader acknowledges the outcome\n"); acked = 1 }
  /* the peer */
  :: d_step { inView && !REPLICATED -> printf("@peer has the entry\n"); tok[PEER] = tok[lead]; s[PEER] = s[lead]; tidy() }
  :: d_step { inView -> printf("@peer is cut off\n"); inView = 0;
#ifndef NO_R2_REJOIN
       tok[PEER] = 0; s[PEER] = NONE;   /* nobody asks it before it joins again */
#endif
       tidy() }
  :: d_step { !inView && !joining && joins < MAXJ -> printf("@peer joins: the snapshot is taken\n");
       joins++; joining = 1; joinTok = tok[lead]; joinS = s[lead];
#ifdef NO_SYNC_ORDER
       tok[PEER] = tok[lead]; s[PEER] = s[lead]
#endif
     }
  :: d_step { joining && (joinTok != tok[lead] || joinS != s[lead]) -> printf("@the joining peer has the entry\n");
       joinTok = tok[lead]; joinS = s[lead] }
  :: d_step { joining -> printf("@the joiner is given up\n"); joining = 0; joinTok = 0; joinS = 0 }
  :: d_step { joining && JOINED -> printf("@peer is in the view\n");
#if !defined(NO_SYNC_ORDER) && !defined(NO_R2_REJOIN)
       tok[PEER] = joinTok; s[PEER] = joinS;
#endif
       joining = 0; joinTok = 0; joinS = 0; inView = 1 }
  :: d_step { inView && fails < MAXF -> printf("@leader is gone, peer leads\n"); fails++; lead = PEER; inView = 0;
       tok[PEER] = 0; s[PEER] = NONE; joining = 0; joinTok = 0; joinS = 0; tidy();
       assert(!acked || s[lead] == EXECUTED) }
  od
}

proctype node(byte e) {
  byte t, k;
end: do
  :: d_step { st[e] == IDLE && lease[e] && !bye[e] && !acked && (e == 0 || last) -> printf("@n%d opens a claim\n", e);
       st[e] = ASKING; vote[e] = CURRENT }
  :: d_step { st[e] == ASKING && !vote[e] -> printf("@n%d votes again\n", e); vote[e] = CURRENT }
  :: d_step { st[e] == ASKING -> printf("@n%d gives its claim up\n", e); rest(e) }
  :: atomic { grants != 0 -> t = 1;
       do :: t < MAXT -> t++ :: break od;
       if :: d_step { IN(grants, t) && HOLDER(t) == e && IN(live, t) ->
               if :: OPEN(e, t) -> printf("@n%d has token %d\n", e, t); st[e] = HOLDING; my[e] = t; vote[e] = 0
                  :: else ->
                     if :: NEVER(t) && my[e] != t && !bye[e] -> printf("@n%d releases token %d of a closed claim\n", e, t);
                           releases = releases | BIT(t)
                        :: else fi
               fi }
          :: else fi;
       t = 0 }
  :: d_step { st[e] == HOLDING && !IN(marks, my[e]) -> printf("@n%d asks for its mark\n", e); marks = marks | BIT(my[e]) }
  :: d_step { st[e] == HOLDING && MARKED(my[e]) -> printf("@n%d starts under token %d\n", e, my[e]);
       st[e] = RUNS; started = started | BIT(my[e]);
       assert(my[e] == newest); assert(st[1 - e] != RUNS && st[1 - e] != STOPS) }
  :: d_step { st[e] == HOLDING -> printf("@n%d releases token %d\n", e, my[e]); releases = releases | BIT(my[e]);
#ifndef NO_R14_CLOSED
       rest(e)
#endif
     }
  :: d_step { st[e] == RUNS || st[e] == STOPS -> printf("@n%d has executed X\n", e); executed = 1;
       outcomes = outcomes | BIT(my[e]); rest(e) }
  :: d_step { st[e] == STOPS -> printf("@n%d has stopped X\n", e); stops = stops | BIT(my[e]); rest(e) }
  /* the lease ends, and comes back */
  :: d_step { lease[e] && crashes < MAXC -> printf("@n%d loses its lease\n", e); crashes++; lease[e] = 0;
       if :: st[e] == RUNS -> st[e] = STOPS;
#ifdef NO_R14_ENDED
             stops = stops | BIT(my[e])
#endif
#ifndef NO_R8_LEASE
          :: st[e] == HOLDING -> releases = releases | BIT(my[e]); rest(e)
          :: st[e] == ASKING -> rest(e)
#endif
          :: else fi }
  :: d_step { !lease[e] && !bye[e] -> printf("@n%d has a lease again\n", e); lease[e] = 1 }
#ifdef NO_R14_GOODBYE
  :: d_step { !bye[e] && crashes < MAXC && (st[e] == IDLE || st[e] == STOPS) -> printf("@n%d says goodbye\n", e);
#else
  :: d_step { !bye[e] && crashes < MAXC && st[e] == IDLE -> printf("@n%d says goodbye\n", e);
#endif
       crashes++; bye[e] = 1; lease[e] = 0 }
  :: d_step { crashes < MAXC && !bye[e] -> printf("@n%d crashes, a new life starts\n", e);
       crashes++; lease[e] = 1; vote[e] = 0; live = live & (e -> ~second : second); rest(e) }
  od
}

init { atomic { lease[0] = 1; lease[1] = 1; run leader(); run node(0); run node(1) } }
