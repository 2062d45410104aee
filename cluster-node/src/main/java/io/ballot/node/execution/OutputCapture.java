package io.ballot.node.execution;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads one output of a command to its end and keeps a bounded part: the first bytes of a result, the last bytes of what went
 * wrong. The rest is read and dropped, so that no command ever blocks on its output.
 */
final class OutputCapture implements Runnable {

    /** Which end of the output is worth keeping. */
    enum Keep {
        FIRST,
        LAST
    }

    private final InputStream output;
    private final Keep keep;
    private final byte[] kept;
    private final CountDownLatch atEnd = new CountDownLatch(1);
    /** Bytes read in all; where LAST is kept, the next one goes to {@code total % kept.length}. */
    private long total;

    OutputCapture(InputStream output, Keep keep, int maxBytes) {
        this.output = output;
        this.keep = keep;
        kept = new byte[maxBytes];
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                take(buffer, n);
            }
        } catch (IOException e) {
            // The process has ended and its pipe was closed under the read: what was kept is what there is.
            take(buffer, 0);
        } finally {
            atEnd.countDown();
        }
    }

    private synchronized void take(byte[] bytes, int n) {
        for (int i = 0; i < n; i++, total++) {
            if (keep == Keep.LAST) {
                if (kept.length > 0) {
                    kept[(int) (total % kept.length)] = bytes[i];
                }
            } else if (total < kept.length) {
                kept[(int) total] = bytes[i];
            }
        }
    }

    /**
     * Waits for the end of the output.
     *
     * @return false if something still holds it open: a process that took a session of its own, and may keep it
     */
    boolean await(long timeoutMs) throws InterruptedException {
        return atEnd.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    synchronized byte[] kept() {
        if (total <= kept.length) {
            return Arrays.copyOf(kept, (int) total);
        }
        if (keep == Keep.FIRST) {
            return kept.clone();
        }
        byte[] inOrder = new byte[kept.length];
        int oldest = kept.length == 0 ? 0 : (int) (total % kept.length);
        System.arraycopy(kept, oldest, inOrder, 0, kept.length - oldest);
        System.arraycopy(kept, 0, inOrder, kept.length - oldest, oldest);
        return inOrder;
    }
}
