package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The voters named in the configuration, never "whoever is reachable", or a minority elects itself.
 *
 * @param cluster part of every signature, so that a staging copy never votes in production
 * @param voters by name
 * @param quorum how many must say the same; more than half
 * @param digest of all this, for every ballot
 */
public record Electorate(String cluster, List<Voter> voters, int quorum, Digest digest) {
  public Electorate(String cluster, List<Voter> voters, int quorum) {
    this(cluster, byName(voters), quorum, digest(cluster, byName(voters), quorum));
    if (quorum * 2 <= voters.size() || quorum > voters.size()) {
      throw new IllegalArgumentException("quorum " + quorum + " of " + voters.size() + " voters");
    }
  }

  public static int majorityOf(int voters) {
    return voters / 2 + 1;
  }

  public Optional<Voter> voter(String name) {
    return voters.stream().filter(voter -> voter.name().equals(name)).findFirst();
  }

  public List<String> others(String than) {
    return voters.stream().map(Voter::name).filter(name -> !name.equals(than)).toList();
  }

  /** Every electorate that this one may have grown from, with every quorum that it may have had. */
  List<Electorate> withOneVoterLess() {
    List<Electorate> smaller = new ArrayList<>();
    for (Voter added : voters) {
      List<Voter> others = voters.stream().filter(voter -> !voter.equals(added)).toList();
      for (int q = majorityOf(others.size()); q <= Math.min(quorum, others.size()); q++) {
        smaller.add(new Electorate(cluster, others, q));
      }
    }
    return smaller;
  }

  private static List<Voter> byName(List<Voter> voters) {
    return voters.stream().sorted(Comparator.comparing(Voter::name)).toList();
  }

  private static Digest digest(String cluster, List<Voter> voters, int quorum) {
    List<String> lines = new ArrayList<>(List.of(cluster, Integer.toString(quorum)));
    voters.forEach(voter -> lines.add(voter.name() + " " + String.join(" ", voter.publicKeys())));
    return Digest.ofLines(lines);
  }
}
