package dev.leeward.config;

import com.typesafe.config.Config;
import dev.leeward.topology.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What services' profiles put in place of the defaults, of the services and of the checks that they
 * use. Owned by one load.
 */
final class Profiles {
  private static final List<String> WORDS =
      Stream.of(Service.Profile.values())
          .map(each -> each.name().toLowerCase(Locale.ROOT))
          .toList();

  private final Config presets;
  private final Map<String, Set<String>> byCheck = new LinkedHashMap<>();
  private final Findings findings;

  /**
   * @param presets by profile, of a service and of a check
   */
  Profiles(Config presets, Findings findings) {
    this.presets = presets;
    this.findings = findings;
  }

  static Service.Profile parse(Section service) {
    return Service.Profile.valueOf(service.word("profile", WORDS).toUpperCase(Locale.ROOT));
  }

  /** The services' blocks over the presets of their profiles. */
  Map<String, Section> ofServices(Map<String, Section> services) {
    Map<String, Section> over = new LinkedHashMap<>();
    services.forEach((name, block) -> {
      // A wrong word is a finding when the service itself is read.
      String said = block.says("profile") ? block.written("profile") : WORDS.getFirst();
      String profile = WORDS.contains(said) ? said : WORDS.getFirst();
      if (block.says("check")) {
        byCheck.computeIfAbsent(block.written("check"), check -> new TreeSet<>()).add(profile);
      }
      over.put(name, block.over(presets.getObject(profile + ".service")));
    });
    return over;
  }

  /** The checks' blocks over the presets of the one profile whose services use them. */
  Map<String, Section> ofChecks(Map<String, Section> checks) {
    Map<String, Section> over = new LinkedHashMap<>();
    checks.forEach((name, block) -> {
      Set<String> profiles = byCheck.getOrDefault(name, Set.of());
      if (profiles.size() > 1) {
        twoProfiles(name, block);
      }
      String profile = profiles.size() == 1 ? profiles.iterator().next() : WORDS.getFirst();
      over.put(name, block.over(presets.getObject(profile + ".check")));
    });
    return over;
  }

  private void twoProfiles(String check, Section block) {
    Set<String> preset = presets.getObject("stateful.check").keySet();
    String silent =
        preset.stream().filter(key -> !block.says(key)).sorted().collect(Collectors.joining(", "));
    if (!silent.isEmpty()) {
      findings.warning(
          block.path(),
          "check-of-two-profiles",
          "check "
              + check
              + " is used by stateless and by stateful services: the defaults of stateless hold",
          "give the stateful ones a check of their own, or write " + silent);
    }
  }
}
