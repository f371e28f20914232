package dev.leeward.topology;

import dev.leeward.dns.Name;
import dev.leeward.dns.Rdata;
import dev.leeward.dns.RecordType;

/**
 * A record at a service's name that points into one of the service's regions.
 *
 * @param target what is probed for it
 * @param id the record by its data, the same text on every instance: {@code www.example.com. A
 *     192.0.2.10}
 */
public record ServiceRecord(Name owner, RecordType type, Rdata data, Target target, String id)
    implements Comparable<ServiceRecord> {
  /**
   * @param text the data as it is written
   */
  static ServiceRecord of(Name owner, RecordType type, Rdata data, Target target, String text) {
    String id = owner.toLowerCase() + " " + type + " " + text;
    return new ServiceRecord(owner, type, data, target, id);
  }

  public String region() {
    return target.endpoint().region();
  }

  /** Whether {@code data} of {@code owner} and {@code type} is this record. */
  public boolean is(Name owner, RecordType type, Rdata data) {
    return this.type.equals(type) && this.owner.equals(owner) && this.data.equals(data);
  }

  @Override
  public int compareTo(ServiceRecord other) {
    return id.compareTo(other.id);
  }
}
