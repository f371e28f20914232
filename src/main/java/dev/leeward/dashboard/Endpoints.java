package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.TargetView;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which targets stand behind a service's region: those whose endpoint its records point at. */
final class Endpoints {
  private Endpoints() {}

  static List<TargetView> of(StatusView status, RegionView region) {
    Set<String> pointedAt =
        region.records().stream().map(each -> lastWord(each.id())).collect(Collectors.toSet());
    return status.targets().stream()
        .filter(each -> each.region().equals(region.name()))
        .filter(each -> pointedAt.contains(endpoint(each)))
        .toList();
  }

  /** A target's id is the endpoint and its check. */
  static String endpoint(TargetView target) {
    int slash = target.id().lastIndexOf('/');
    return slash < 0 ? target.id() : target.id().substring(0, slash);
  }

  private static String lastWord(String record) {
    return record.substring(record.lastIndexOf(' ') + 1);
  }
}
