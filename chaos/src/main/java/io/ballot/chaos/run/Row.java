package io.ballot.chaos.run;

import io.ballot.chaos.check.Finding.Kind;
import io.ballot.chaos.check.Progress;
import io.ballot.chaos.check.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one fault did to one system: a line of the table.
 *
 * @param maybeNotRun why it was not run; then nothing else means anything
 * @param checks answers of the check, of these {@code checksUnbegun} about tasks that nobody had begun
 * @param checked attempts that followed such an answer
 * @param executed tasks that took effect while it lasted and until the next fault
 * @param lost lost and unfinished ones, among the tasks submitted meanwhile
 */
public record Row(
        String subject,
        String fault,
        @Nullable String maybeNotRun,
        long executed,
        long repeated,
        long duplicated,
        long begunAgain,
        long repeatedAfterCheck,
        long checks,
        long checksUnbegun,
        long checked,
        long overlapping,
        long frozen,
        long refused,
        long lost,
        long otherBreaks,
        @Nullable Progress maybeProgress) {

    static Row notRun(String subject, String fault, String why) {
        return new Row(subject, fault, why, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
    }

    static Row of(String subject, Progress progress, Verdict verdict, long executed, long checks) {
        Counter during = kind -> verdict.count(kind, progress.fromMs(), progress.toMs() + 1);
        return new Row(
                subject,
                progress.fault(),
                null,
                executed,
                during.of(Kind.REPEATED),
                during.of(Kind.DUPLICATED),
                during.of(Kind.BEGUN_AGAIN),
                during.of(Kind.REPEATED_AFTER_CHECK),
                checks,
                during.of(Kind.CHECKED_UNBEGUN),
                during.of(Kind.CHECKED),
                during.of(Kind.OVERLAPPING),
                during.of(Kind.FROZEN),
                during.of(Kind.REFUSED),
                during.of(Kind.LOST) + during.of(Kind.UNFINISHED),
                during.of(Kind.TOKEN)
                        + during.of(Kind.UNEXPLAINED_DOUBT)
                        + during.of(Kind.COMMITTED_EARLY)
                        + during.of(Kind.STRANGER),
                progress);
    }

    private interface Counter {
        long of(Kind kind);
    }
}
