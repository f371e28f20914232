package dev.leeward.node;

import java.util.List;

/** The instance does not start; nothing was changed. */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> reasons;

  StartRefused(List<String> reasons) {
    super(String.join("\n", reasons));
    this.reasons = List.copyOf(reasons);
  }

  StartRefused(String reason) {
    this(List.of(reason));
  }

  /** One line each: what is wrong and what to do. */
  public List<String> reasons() {
    return reasons;
  }
}
