package dev.leeward.node;

import dev.leeward.agreement.Admission;
import dev.leeward.agreement.Ed25519;
import dev.leeward.agreement.Electorate;
import dev.leeward.agreement.Places;
import dev.leeward.agreement.SignatureCheck;
import dev.leeward.agreement.Voter;
import dev.leeward.cluster.InstanceKey;
import dev.leeward.config.Loaded;
import dev.leeward.config.Settings;
import dev.leeward.serving.AnswerSettings;
import java.util.List;

/** From configured instances to voters. */
final class Electorates {
  private Electorates() {}

  /** A single instance is an electorate of one, with a key that nobody else needs to know. */
  static Electorate of(Settings settings, InstanceKey key) {
    if (settings.isSingle()) {
      Voter alone = new Voter(settings.instance(), List.of(key.publicKeyBase64()));
      return new Electorate(settings.cluster(), List.of(alone), 1);
    }
    return configured(settings);
  }

  private static Electorate configured(Settings settings) {
    List<Voter> voters =
        settings.instances().stream()
            .map(each -> new Voter(each.name(), each.publicKeys()))
            .toList();
    return new Electorate(settings.cluster(), voters, settings.agreement().quorum());
  }

  /** What a reload gives the loop; the electorate until now still verifies what it certified. */
  static DecisionSettings next(
      DecisionSettings running, Settings settings, Loaded loaded, AnswerSettings answers) {
    Electorate electorate = settings.isSingle() ? running.electorate() : configured(settings);
    return new DecisionSettings(
        electorate,
        running.electorate(),
        loaded.topology(),
        loaded.zones(),
        settings.checks(),
        answers,
        DrillSettings.of(settings));
  }

  static Admission admission(DecisionSettings settings) {
    return admission(settings, new Ed25519());
  }

  static Admission admission(DecisionSettings settings, SignatureCheck signatures) {
    return new Admission(
        settings.electorate(), settings.before(), signatures, Places.of(settings.topology()));
  }
}
