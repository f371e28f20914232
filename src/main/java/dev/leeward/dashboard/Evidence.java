package dev.leeward.dashboard;

import dev.leeward.control.ExplainView;
import dev.leeward.control.ExplainView.VoteView;
import dev.leeward.control.Operations;
import dev.leeward.control.StatusView;
import dev.leeward.control.StatusView.RegionView;
import dev.leeward.control.StatusView.TargetView;
import dev.leeward.dns.Name;
import dev.leeward.dns.RecordType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each voter says of the targets that are not simply up. Owned by one call. */
final class Evidence {
  /** Each costs a question to the decision loop; who has more in trouble sees the first reasons. */
  private static final int MOST_QUESTIONS = 20;

  private final Map<String, Map<String, VoteView>> votes = new HashMap<>();

  private Evidence() {}

  static Evidence of(StatusView status, Operations operations) {
    Evidence evidence = new Evidence();
    questions(status).stream()
        .limit(MOST_QUESTIONS)
        .forEach(each ->
            operations
                .explain(Name.parse(each.name()), RecordType.parse(each.type()))
                .ifPresent(evidence::add));
    return evidence;
  }

  private record Question(String name, String type) {}

  private static Set<Question> questions(StatusView status) {
    Set<Question> questions = new LinkedHashSet<>();
    status
        .services()
        .forEach(service ->
            service.regions().stream()
                .filter(region -> isInTrouble(status, region))
                .flatMap(region -> region.records().stream())
                .map(each -> each.id().split(" ", 3))
                .filter(words -> words.length == 3)
                .forEach(words -> questions.add(new Question(words[0], words[1]))));
    return questions;
  }

  private static boolean isInTrouble(StatusView status, RegionView region) {
    return Endpoints.of(status, region).stream().anyMatch(Evidence::isInTrouble);
  }

  private static boolean isInTrouble(TargetView target) {
    return !target.verdict().equals("up")
        || target.votes().values().stream().anyMatch(each -> !each.equals("up"));
  }

  private void add(ExplainView view) {
    view.verdicts()
        .forEach(verdict ->
            verdict
                .votes()
                .forEach(vote ->
                    votes
                        .computeIfAbsent(verdict.target(), target -> new HashMap<>())
                        .put(vote.voter(), vote)));
  }

  @Nullable VoteView of(String target, String voter) {
    Map<String, VoteView> byVoter = votes.get(target);
    return byVoter == null ? null : byVoter.get(voter);
  }
}
