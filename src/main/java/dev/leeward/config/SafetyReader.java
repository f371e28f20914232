package dev.leeward.config;

import dev.leeward.topology.Safety;

/** The safety rules: the common ones, and what a service has of its own. */
final class SafetyReader {
  private static final int MOST_REGIONS = 1000;
  private static final int MOST_CHANGES = 1_000_000;

  private SafetyReader() {}

  /** For what is wrong with the common ones: services read them where they have none. */
  static void common(Section block) {
    read(block, block);
    block.end();
  }

  /** Each key that the service's own block has goes before the common one. */
  static Safety own(Section block, Section common) {
    Safety safety = read(block, common);
    block.end();
    return safety;
  }

  private static Safety read(Section own, Section common) {
    return new Safety(
        from(own, common, "min-regions").integer("min-regions", 1, MOST_REGIONS),
        from(own, common, "max-withdrawn-share").share("max-withdrawn-share"),
        from(own, common, "max-changes").integer("max-changes", 1, MOST_CHANGES),
        from(own, common, "per").positiveDuration("per"));
  }

  private static Section from(Section own, Section common, String key) {
    return own.says(key) ? own : common;
  }
}
