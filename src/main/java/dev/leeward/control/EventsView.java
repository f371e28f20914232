package dev.leeward.control;

import java.util.List;
import java.util.Map;

/**
 * A page of the timeline.
 *
 * @param events each as its line has it, oldest first
 * @param last the newest event's number
 * @param dropped events that the disk was too slow for, since the start
 */
public record EventsView(List<Map<String, Object>> events, long last, long dropped) {}
