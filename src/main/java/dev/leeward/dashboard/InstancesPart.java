package dev.leeward.dashboard;

import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.PeerView;
import dev.leeward.control.StatusView.VoterView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The electorate as seen from here: who votes, who abstains, who differs. Owned by one call. */
final class InstancesPart {
  /** Below that clocks agree well enough for overrides' expiries. */
  private static final Duration LARGE_OFFSET = Duration.ofSeconds(1);

  private final StatusView status;
  private final Html html;

  InstancesPart(StatusView status, Html html) {
    this.status = status;
    this.html = html;
  }

  void write() {
    html.add(
        "<section id=\"voters\" aria-labelledby=\"voters-title\">\n<h2 id=\"voters-title\">Instances</h2>\n"
            + "<div class=\"wide\"><table><caption class=\"hidden\">Instances as this one sees them</caption><thead><tr>"
            + "<th scope=\"col\">Instance</th><th scope=\"col\">Region</th><th scope=\"col\">Ballot</th>"
            + "<th scope=\"col\">Agreed state</th><th scope=\"col\">Targets</th><th scope=\"col\">Clock</th>"
            + "<th scope=\"col\">Link</th></tr></thead><tbody>\n");
    status.voters().forEach(this::row);
    html.add("</tbody></table></div>\n");
    html.add("<p class=\"facts\">Zones:");
    status
        .zones()
        .forEach(zone -> html.add(" <code>{}</code> serial {};", zone.origin(), zone.serial()));
    html.add(" version {}.</p>\n</section>\n", status.version());
  }

  private void row(VoterView voter) {
    html.add(
        "<tr><th scope=\"row\">{}{}</th><td>{}</td><td>",
        voter.name(),
        voter.self() ? " (here)" : "",
        voter.region() == null ? "-" : voter.region());
    ballot(voter);
    html.add("</td><td>");
    if (voter.ledger() == null) {
      pill("quiet", "unknown");
    } else {
      pill(voter.sameLedger() ? "good" : "worrying", voter.sameLedger() ? "same" : "differs");
    }
    html.add("</td><td>");
    if (voter.ballotNumber() == null) {
      pill("quiet", "unknown");
    } else {
      pill(voter.sameTargets() ? "good" : "worrying", voter.sameTargets() ? "same" : "differ");
      html.add("<small>{}</small>", String.join(", ", voter.otherTargets()));
    }
    html.add("</td><td>{}</td><td>{}</td></tr>\n", clock(voter.clockOffset()), link(voter));
  }

  private void ballot(VoterView voter) {
    if (voter.ignored()) {
      pill("bad", "ignored");
    } else if (!voter.fresh()) {
      pill("bad", "silent");
      html.add("<small>{}</small>", Span.age(voter.age()));
    } else if (voter.abstains()) {
      pill("worrying", "abstains");
    } else {
      pill("good", "counts");
    }
    if (voter.witness()) {
      pill("quiet", "witness");
    }
  }

  private void pill(String tone, String text) {
    html.add("<span class=\"pill {}\">{}</span> ", tone, text);
  }

  private static String clock(@Nullable Duration offset) {
    if (offset == null) {
      return "-";
    }
    return offset.abs().compareTo(LARGE_OFFSET) < 0
        ? "agrees"
        : (offset.isNegative() ? "behind by " : "ahead by ") + Span.text(offset.abs());
  }

  private String link(VoterView voter) {
    if (voter.self()) {
      return "-";
    }
    return status.peers().stream()
        .filter(each -> each.name().equals(voter.name()))
        .findFirst()
        .map(InstancesPart::link)
        .orElse("none");
  }

  private static String link(PeerView peer) {
    if (peer.connected()) {
      return "connected";
    }
    return peer.lastError() == null ? "down" : "down: " + peer.lastError();
  }
}
