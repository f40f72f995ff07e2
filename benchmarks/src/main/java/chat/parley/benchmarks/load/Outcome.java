package chat.parley.benchmarks.load;

import org.HdrHistogram.Histogram;

import java.util.List;

/**
 * What a load showed.
 *
 * @param sent how many messages were sent
 * @param done how many of them were accepted and reached all whom they should
 * @param perSecond how many messages a second were accepted and reached all admins, while the load
 *     lasted
 * @param latencies microseconds from the scheduled send until the first admin had the message;
 *     empty for a closed window
 * @param faults what went wrong, a sentence each; empty if each message was accepted and reached
 *     everybody whom it should exactly once
 */
public record Outcome(
        long sent, long done, double perSecond, Histogram latencies, List<String> faults) {}
