package dev.leeward.control;

import java.util.List;
import java.util.Map;

/**
 * Whether each line of the timeline follows from the one before.
 *
 * @param events how many are kept
 * @param first the oldest one's number
 * @param last the newest one's number
 * @param head the newest line's SHA-256
 * @param problems each place where a line does not follow
 * @param dropped events that the disk was too slow for, since the start
 * @param agreed by ledger key, what the agreed event of the standing entry hashes to: the same on
 *     every instance that has the entry
 */
public record ChainView(
    boolean sound,
    long events,
    long first,
    long last,
    String head,
    List<String> problems,
    long dropped,
    Map<String, String> agreed) {}
