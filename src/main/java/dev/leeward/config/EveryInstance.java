package dev.leeward.config;

import dev.leeward.topology.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One configuration file as each of its instances reads it. */
public final class EveryInstance {
  private EveryInstance() {}

  /**
   * By name, in the order of the electorate. Keys of other hosts are not looked at; an instance
   * whose part has errors is left out.
   *
   * @param self as this instance reads the file
   */
  public static Map<String, Settings> read(Settings self, Map<String, String> environment) {
    Map<String, Settings> all = new LinkedHashMap<>();
    for (Instance instance : self.instances()) {
      Findings findings = new Findings(self.file().toString());
      Settings read =
          ConfigFile.read(self.file(), Optional.of(instance.name()), environment, findings);
      if (read != null && !findings.hasErrors()) {
        all.put(instance.name(), read);
      }
    }
    all.put(self.instance(), self);
    return all;
  }
}
