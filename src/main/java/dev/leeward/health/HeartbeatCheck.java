package dev.leeward.health;

import java.time.Duration;

/**
 * An endpoint works as long as it, or a job that knows, says so in time.
 *
 * @param within the last heartbeat must have come
 * @param secret that signs heartbeats
 */
public record HeartbeatCheck(Duration within, Secret secret) implements CheckType {
  private static final int LEAST_SECRET = 16;

  public HeartbeatCheck {
    if (!within.isPositive()) {
      throw new IllegalArgumentException("within " + within + " must be more than 0");
    }
    if (secret.octets().length < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "the secret has less than " + LEAST_SECRET + " characters: it could be guessed");
    }
  }
}
