package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.RecordView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.TargetView;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which targets stand behind a service's region: those that its records follow. */
final class Endpoints {
  private Endpoints() {}

  static List<TargetView> of(StatusView status, RegionView region) {
    Set<String> followed =
        region.records().stream().map(RecordView::target).collect(Collectors.toSet());
    return status.targets().stream().filter(each -> followed.contains(each.id())).toList();
  }

  /** A target's id is the endpoint and its check. */
  static String endpoint(TargetView target) {
    int slash = target.id().lastIndexOf('/');
    return slash < 0 ? target.id() : target.id().substring(0, slash);
  }
}
