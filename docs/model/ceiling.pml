/* ceiling.pml - all memory is lost: is a record granted as new a second time? (R4, R9's grace; invariants I7, I1 per record)
 *
 * One partition whose log grows; each record carries an id of its own. A leader of epoch e stands for its whole in-sync set
 * (grant.pml): a clean successor has its memory, and ends it; an unclean one has none, and the old leader is not told. The
 * old one goes on while ZooKeeper's last guarded answer is fresh; the grace has passed when it is fresh for nobody before.
 * Offsets are voted on in any order, again and again; groups commit what is decided, and a person may reset their offsets.
 * Holds: no record is granted as new twice, none at or above the stored ceiling.
 *
 * @check   small         MAXE=3,K=3   all rules: three records, two more leaders
 * @full    large         MAXE=4,K=4   all rules: four records, three more leaders
 * @without R4.ceiling    -            grants do not keep below the stored ceiling
 * @without R4.guard      -            raising the ceiling does not check the epoch
 * @without R4.floor      -            an unclean start does not store the ceiling as doubt floor
 * @without R4.end        -            the log's end is read before the grace is over
 * @without R4.carried    -            the doubt floor is not carried to the next epoch
 * @without R4.horizon    -            the doubt floor is dropped when the groups' committed offsets have passed it
 * @without R4.closed     -            who has lowered the ceiling to the truth at its stop grants on
 * @without R9.grace      -            an unclean leader does not wait for the grace
 * @without R9.zookeeper  -            grants do not need a fresh answer of ZooKeeper
 * @reach   above         -            a record above the doubt floor is granted as new after an unclean start
 */
#ifndef MAXE
#define MAXE 3
#endif
#ifndef K
#define K 3             /* records */
#endif
#define BLOCK 2         /* the ceiling is raised by so many */
#define BIT(x) (1 << (x))
#define IN(m, x) (((m) & BIT(x)) != 0)
#define NONE 0
#define GATHERING 1
#define LEADER 2
#define OVER 3
#define MIN(a, b) ((a) < (b) -> (a) : (b))

byte zkE = 1, zkCeiling, zkFloor;                       /* ZooKeeper */
byte logEnd, committed;                                    /* Kafka */
byte role[MAXE + 1], mem[MAXE + 1], ceiling[MAXE + 1], floor[MAXE + 1];
bit fresh[MAXE + 1], unclean[MAXE + 1], read[MAXE + 1];
byte current = 1;                                        /* the last epoch whose leader wrote a view */
byte given;                                             /* records that were granted as new */

#ifdef NO_R4_GUARD
#define GUARD(e) true
#else
#define GUARD(e) (zkE == e)
#endif
#ifdef NO_R9_ZOOKEEPER
#define FRESH(e) true
#else
#define FRESH(e) fresh[e]
#endif
#ifdef NO_R9_GRACE
#define GRACE(e) true
#else
#define GRACE(e) ((e <= 1 || !fresh[1]) && (e <= 2 || !fresh[2]) && (e <= 3 || !fresh[3]))
#endif
#ifdef NO_R4_END
#define MAYREAD(e) true
#else
#define MAYREAD(e) GRACE(e)
#endif
#ifdef NO_R4_CEILING
#define BELOW(e, o) true
#else
#define BELOW(e, o) ((o) < ceiling[e])
#endif

inline over(e) { role[e] = OVER; mem[e] = 0; ceiling[e] = 0; floor[e] = 0; fresh[e] = 0; unclean[e] = 0; read[e] = 0 }

/* What whoever leads epoch e does. */
proctype leader(byte e) {
  byte o;
end: do
  :: d_step { role[e] == NONE && zkE == e - 1 -> printf("@epoch %d is written\n", e); zkE = e; role[e] = GATHERING;
       ceiling[e] = zkCeiling; floor[e] = zkFloor }
  /* A member of the view promises and gives its state: its leader is deposed by that. */
  :: d_step { role[e] == GATHERING && zkE == e && role[current] == LEADER && current != e ->
       printf("@epoch %d starts clean from epoch %d\n", e, current);
       mem[e] = mem[current];
#ifdef NO_R4_CARRIED
       floor[e] = 0;
#endif
       over(current); current = e; role[e] = LEADER; fresh[e] = 1; unclean[e] = 0; read[e] = 0 }
  /* No member answers: the old leader may live on. */
  :: d_step { role[e] == GATHERING && zkE == e && !read[e] && MAYREAD(e) ->
       printf("@epoch %d, unclean, reads the log's end %d below the ceiling %d\n", e, logEnd, ceiling[e]);
       unclean[e] = 1; read[e] = 1;
#ifndef NO_R4_FLOOR
       floor[e] = MIN(ceiling[e], logEnd)
#endif
     }
  :: d_step { role[e] == GATHERING && zkE == e && read[e] && GRACE(e) ->
       printf("@epoch %d starts unclean, its doubt floor is %d\n", e, floor[e]);
       zkFloor = floor[e]; current = e; role[e] = LEADER; fresh[e] = 1; read[e] = 0 }
  :: d_step { role[e] == GATHERING && zkE != e -> over(e) }
  /* ZooKeeper */
  :: d_step { role[e] == LEADER && ceiling[e] < K ->
       if :: GUARD(e) -> ceiling[e] = MIN(K, ceiling[e] + BLOCK); zkCeiling = ceiling[e]; fresh[e] = 1;
             printf("@epoch %d raises the ceiling to %d\n", e, zkCeiling)
          :: else -> printf("@epoch %d is deposed\n", e); over(e) fi }
  :: d_step { role[e] == LEADER && !fresh[e] ->
       if :: zkE == e -> printf("@epoch %d has a fresh answer\n", e); fresh[e] = 1 :: else -> over(e) fi }
  :: d_step { fresh[e] -> printf("@the answer to epoch %d is too old\n", e); fresh[e] = 0 }
  /* votes */
  :: atomic { role[e] == LEADER && FRESH(e) && logEnd > 0 -> o = 0;
       do :: o < logEnd - 1 -> o++ :: break od;
       d_step {
         if :: !IN(mem[e], o) && o >= floor[e] && o >= committed && BELOW(e, o) ->
               printf("@epoch %d grants record %d as new\n", e, o);
#ifdef REACH_ABOVE
               assert(!unclean[e]);
#endif
               assert(!IN(given, o));
               given = given | BIT(o); mem[e] = mem[e] | BIT(o);
#ifndef NO_R4_CEILING
               assert(o < zkCeiling)
#endif
            :: else fi;
         o = 0 } }
  /* An orderly stop: the ceiling is lowered to the truth, and the memory is lost with the process. */
  :: d_step { role[e] == LEADER && zkE == e -> o = K;
       do :: o > 0 && !IN(mem[e], o - 1) && o > floor[e] -> o-- :: else -> break od;
       printf("@epoch %d stops, and lowers the ceiling to %d\n", e, o);
       zkCeiling = o; o = 0;
#ifdef NO_R4_CLOSED
       fresh[e] = 1
#else
       over(e)
#endif
     }
  :: d_step { role[e] == LEADER || role[e] == GATHERING -> printf("@the members of epoch %d crash\n", e); over(e) }
  /* what is decided is committed: granted, or a doubt that was resolved */
  :: d_step { role[e] == LEADER && committed < logEnd && (IN(mem[e], committed) || committed < floor[e]) ->
       committed++; printf("@committed: %d\n", committed) }
#ifdef NO_R4_HORIZON
  :: d_step { role[e] == LEADER && zkE == e && floor[e] > 0 && committed >= floor[e] ->
       printf("@epoch %d drops the doubt floor\n", e); floor[e] = 0; zkFloor = 0 }
#endif
  od
}

proctype kafka() {
end: do
  :: d_step { logEnd < K -> printf("@record %d is produced\n", logEnd); logEnd++ }
  :: d_step { committed > 0 -> printf("@offsets are reset\n"); committed = 0 }
  od
}

init {
  byte e = 1;
  atomic { role[1] = LEADER; fresh[1] = 1;
    do :: e <= MAXE -> run leader(e); e++ :: else -> break od;
    run kafka() }
}
