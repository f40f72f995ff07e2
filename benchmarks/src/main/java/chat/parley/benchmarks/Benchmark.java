package chat.parley.benchmarks;

/** One measurement with a report. */
interface Benchmark {

    /** Runs for minutes; fills the report. */
    void run(Report report) throws Exception;
}
