package dev.leeward.notification;

/** Told what an attempt does, in words that hold no secret. Called by the attempt's thread. */
public interface Steps {
  Steps NONE = step -> {};

  void step(String what);
}
