package io.github.mcpecho.doctor.exchange;

import java.time.Duration;

/**
 * What an examination may cost.
 *
 * @param requests how many in all
 * @param total time for all of them
 * @param each time for one, unless a request says otherwise
 * @param pause before a request is sent again that a hop refused, and twice as long after one that
 *     was one too many
 * @param bytes of an answer's body that are read
 */
public record Bounds(int requests, Duration total, Duration each, Duration pause, int bytes) {}
