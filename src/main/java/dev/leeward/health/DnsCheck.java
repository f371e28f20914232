package dev.leeward.health;

import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint works when it answers a query as expected.
 *
 * @param tcp else over UDP
 * @param rcodes that are healthy, by number
 * @param answers each must be among the data of the answer section, in presentation form
 */
public record DnsCheck(
    Place place, boolean tcp, Name name, RecordType type, Set<Integer> rcodes, List<String> answers)
    implements NetworkCheck {
  public DnsCheck {
    if (rcodes.isEmpty()) {
      throw new IllegalArgumentException("expect-rcode is empty: no answer would be healthy");
    }
    if (!answers.isEmpty() && !DnsReply.hasText(type)) {
      throw new IllegalArgumentException("answers of type " + type + " cannot be compared");
    }
    rcodes = Set.copyOf(rcodes);
    answers = List.copyOf(answers);
  }

  @Override
  public @Nullable InetAddress address() {
    return place.address();
  }
}
