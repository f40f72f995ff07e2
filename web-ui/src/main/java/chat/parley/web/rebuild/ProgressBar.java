package chat.parley.web.rebuild;

import chat.parley.query.readmodel.OfflineRebuild;

import java.io.PrintStream;

/** Draws how far a rebuild is, each time over the line before. */
final class ProgressBar implements OfflineRebuild.Progress {

    private static final int WIDTH = 40;

    private final PrintStream console;

    ProgressBar(PrintStream console) {
        this.console = console;
    }

    @Override
    public void reached(String readModel, long position, long head) {
        double done = head == 0 ? 1 : (double) position / head;
        int filled = (int) (done * WIDTH);
        console.printf(
                "\r%-14s [%s%s] %3d %%  %,d of %,d events",
                readModel,
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                (int) (done * 100),
                position,
                head);
        if (position >= head) {
            console.println();
        }
    }
}
