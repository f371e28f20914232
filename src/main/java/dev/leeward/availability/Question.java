package dev.leeward.availability;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import dev.leeward.serving.SteeredName;
import dev.leeward.serving.Steering;
import java.util.ArrayList;
import java.util.List;

/** What one address is asked for, on behalf of which service. */
record Question(String service, Name name, RecordType type, AvailabilitySettings.Asked asked) {
  /** What services steer: other types at their names are the zone's. */
  private static final List<RecordType> TYPES =
      List.of(RecordType.A, RecordType.AAAA, RecordType.CNAME);

  /** All that there is to ask while that is served here: what is not served is not asked for. */
  static List<Question> of(Steering steering, AvailabilitySettings settings) {
    List<Question> questions = new ArrayList<>();
    for (SteeredName name : steering.names()) {
      for (RecordType type : TYPES) {
        if (name.rrset(type) != null && settings.objectives().containsKey(name.service())) {
          settings
              .asked()
              .forEach(
                  asked -> questions.add(new Question(name.service(), name.owner(), type, asked)));
        }
      }
    }
    return questions;
  }

  boolean isOverIpv6() {
    return asked.address().getAddress() instanceof java.net.Inet6Address;
  }
}
