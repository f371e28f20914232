package dev.leeward.node;

import dev.leeward.control.DrillView;

/** Where a drill's report goes. Called by the decision loop; must not block. */
interface DrillReports {
  DrillReports NONE = report -> {};

  /** There is more to say of a drill than before, or for the first time. */
  void changed(DrillView report);
}
