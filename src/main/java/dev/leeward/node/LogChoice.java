package dev.leeward.node;

/** Told how the configuration wants the log, before anything is logged. */
public interface LogChoice {
  void choose(String level, boolean json);
}
