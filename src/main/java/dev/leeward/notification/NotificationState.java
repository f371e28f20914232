package dev.leeward.notification;

import org.jspecify.annotations.Nullable;

/**
 * One notification as this instance sees it.
 *
 * @param waiting notices
 * @param failures of this instance's attempts since the last that was taken
 * @param lastError null when the last attempt was taken, or there was none
 * @param lastDeliveredAt RFC 3339; null when this instance never delivered
 */
public record NotificationState(
    String name,
    String type,
    String destination,
    int waiting,
    int failures,
    @Nullable String lastError,
    @Nullable String lastDeliveredAt) {}
