package dev.leeward.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator may do from here; each is the API's own command, sent as its own JSON. */
enum Action {
  DRAIN("Drain", true, false),
  UNDRAIN("Undrain", false, false),
  PIN("Pin", true, true),
  UNPIN("Unpin", false, true),
  FREEZE("Freeze", true, false),
  THAW("Thaw", false, false),
  FAILBACK("Failback", false, true),
  DRILL("Drill", true, false),
  STOP_DRILL("Stop drill", false, false);

  private final String title;
  private final boolean lasts;
  private final boolean needsService;

  Action(String title, boolean lasts, boolean needsService) {
    this.title = title;
    this.lasts = lasts;
    this.needsService = needsService;
  }

  static Optional<Action> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String title() {
    return title;
  }

  /** Whether it begins something that ends by itself. */
  boolean lasts() {
    return lasts;
  }

  boolean needsService() {
    return needsService;
  }

  boolean needsRegion() {
    return this == DRAIN || this == UNDRAIN || this == PIN || this == DRILL;
  }

  String path() {
    return switch (this) {
      case DRILL -> "/api/v1/drills";
      case STOP_DRILL -> "/api/v1/drills/stop";
      case DRAIN, UNDRAIN, PIN, UNPIN, FREEZE, THAW, FAILBACK -> "/api/v1/" + word();
    };
  }
}
