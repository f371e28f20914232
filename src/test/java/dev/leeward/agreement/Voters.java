package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Voters with real keys, and what they say, for tests. */
final class Voters {
  static final Digest TARGETS = Digest.ofLines(List.of("targets"));
  static final Digest NOTHING = Digest.ofLines(List.of());

  private final Map<String, KeyPair> keys = new TreeMap<>();

  Voters(String... names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      for (String name : names) {
        keys.put(name, generator.generateKeyPair());
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Electorate electorate() {
    List<Voter> voters = keys.keySet().stream().map(this::voter).toList();
    return new Electorate("test", voters, Electorate.majorityOf(voters.size()));
  }

  Voter voter(String name) {
    byte[] encoded = pair(name).getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return new Voter(name, List.of(Base64.getEncoder().encodeToString(raw)));
  }

  Signer signer(String name) {
    return Ed25519.signer(pair(name).getPrivate());
  }

  private KeyPair pair(String name) {
    KeyPair pair = keys.get(name);
    if (pair == null) {
      throw new IllegalArgumentException("no voter " + name);
    }
    return pair;
  }

  SignedBallot says(
      String voter, long number, List<Vote> votes, @Nullable Digest proposal, Echo... echoes) {
    return says("test", voter, number, votes, proposal, echoes);
  }

  SignedBallot says(
      String cluster,
      String voter,
      long number,
      List<Vote> votes,
      @Nullable Digest proposal,
      Echo... echoes) {
    Ballot ballot =
        new Ballot(
            cluster,
            voter,
            7,
            number,
            1_000_000,
            electorate().digest(),
            NOTHING,
            false,
            List.of(new ServiceBallot("www", TARGETS, votes, proposal)),
            List.of(echoes),
            List.of());
    return SignedBallot.sign(ballot, signer(voter));
  }
}
