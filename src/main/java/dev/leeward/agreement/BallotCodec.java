package dev.leeward.agreement;

import dev.leeward.topology.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ballot's octets: format octet, cluster, voter, boot epoch, number, wall clock, electorate,
 * ledger, flags, services (name, targets, votes at two bits, proposal), echoes, and as the format
 * says remarks, who is not heard, and what was seen of a drill. One Ed25519 signature over all of
 * it follows.
 */
public final class BallotCodec {
  /** What earlier builds write and read; written still while there is nothing to add. */
  private static final int PLAIN = 1;

  /** Added to the format for each part that follows. */
  private static final int REMARKS = 1;

  private static final int UNHEARD = 2;
  private static final int SIGHTING = 4;
  private static final int VOTES_AN_OCTET = 4;

  private BallotCodec() {}

  static byte[] write(Ballot ballot) {
    Writer out = new Writer().octet(format(ballot)).text(ballot.cluster()).text(ballot.voter());
    out.number(ballot.bootEpoch()).number(ballot.number()).number(ballot.wallMillis());
    out.octets(ballot.electorate().octets())
        .octets(ballot.ledger().octets())
        .flag(ballot.abstains());
    out.count(ballot.services().size());
    ballot.services().forEach(service -> write(service, out));
    out.count(ballot.echoes().size());
    ballot
        .echoes()
        .forEach(echo -> out.text(echo.voter()).number(echo.bootEpoch()).number(echo.number()));
    if (!ballot.remarks().isEmpty()) {
      write(ballot.remarks(), out);
    }
    if (!ballot.unheard().isEmpty()) {
      ballot.echoes().forEach(echo -> out.flag(echo.heard()));
    }
    if (ballot.sighting() != null) {
      write(ballot.sighting(), out);
    }
    return out.written();
  }

  private static int format(Ballot ballot) {
    return PLAIN
        + (ballot.remarks().isEmpty() ? 0 : REMARKS)
        + (ballot.unheard().isEmpty() ? 0 : UNHEARD)
        + (ballot.sighting() == null ? 0 : SIGHTING);
  }

  private static void write(Sighting seen, Writer out) {
    out.octets(seen.drill().octets()).number(seen.heard()).number(seen.away());
    out.number(seen.ended()).number(seen.back()).text(seen.outcome());
    seen.holds().forEach(out::number);
  }

  private static void write(List<Remark> remarks, Writer out) {
    out.count(remarks.size());
    for (Remark remark : remarks) {
      out.text(remark.service()).count(remark.target()).flag(remark.failing());
      out.count(remark.streak()).text(remark.reason());
    }
  }

  private static void write(ServiceBallot service, Writer out) {
    out.text(service.service()).octets(service.targets().octets()).count(service.votes().size());
    byte[] packed = new byte[packedLength(service.votes().size())];
    for (int i = 0; i < service.votes().size(); i++) {
      packed[i / VOTES_AN_OCTET] |=
          (byte) (service.votes().get(i).ordinal() << 2 * (i % VOTES_AN_OCTET));
    }
    out.octets(packed).flag(service.proposal() != null);
    if (service.proposal() != null) {
      out.octets(service.proposal().octets());
    }
  }

  /** What travelled as a ballot; null when it is none. The signature is not verified here. */
  public static @Nullable SignedBallot read(byte[] bytes) {
    int length = bytes.length - Ed25519.SIGNATURE_OCTETS;
    if (length <= 0) {
      return null;
    }
    byte[] content = Arrays.copyOf(bytes, length);
    try {
      Reader in = new Reader(content);
      Ballot ballot = ballot(in);
      in.end();
      return new SignedBallot(ballot, content, Arrays.copyOfRange(bytes, length, bytes.length));
    } catch (Reader.Malformed malformed) {
      return null;
    }
  }

  private static Ballot ballot(Reader in) throws Reader.Malformed {
    int parts = in.octet() - PLAIN;
    if (parts < 0 || parts > REMARKS + UNHEARD + SIGHTING) {
      throw new Reader.Malformed("another format");
    }
    Ballot ballot = plain(in, (parts & REMARKS) != 0);
    if ((parts & UNHEARD) != 0) {
      ballot = ballot.with(unheard(ballot.echoes(), in));
    }
    return (parts & SIGHTING) == 0 ? ballot : ballot.with(sighting(ballot.echoes().size(), in));
  }

  private static Sighting sighting(int echoes, Reader in) throws Reader.Malformed {
    Digest drill = in.digest();
    long[] ages = {in.number(), in.number(), in.number(), in.number()};
    String outcome = in.text();
    List<Long> holds = new ArrayList<>(echoes);
    for (int i = 0; i < echoes; i++) {
      holds.add(in.number());
    }
    Sighting seen = new Sighting(drill, ages[0], ages[1], ages[2], ages[3], outcome, holds);
    if (!seen.outcome().equals(outcome)) {
      throw new Reader.Malformed("an outcome that is not shown as it is");
    }
    return seen;
  }

  private static List<Echo> unheard(List<Echo> echoes, Reader in) throws Reader.Malformed {
    List<Echo> told = new ArrayList<>(echoes.size());
    for (Echo echo : echoes) {
      told.add(new Echo(echo.voter(), echo.bootEpoch(), echo.number(), in.flag()));
    }
    if (told.stream().allMatch(Echo::heard)) {
      throw new Reader.Malformed("nobody unheard");
    }
    return told;
  }

  private static Ballot plain(Reader in, boolean withRemarks) throws Reader.Malformed {
    return new Ballot(
        in.text(),
        in.text(),
        in.number(),
        in.number(),
        in.number(),
        in.digest(),
        in.digest(),
        in.flag(),
        services(in),
        echoes(in),
        withRemarks ? remarks(in) : List.of());
  }

  private static List<Remark> remarks(Reader in) throws Reader.Malformed {
    int count = in.count(4 + 4 + 1 + 4 + 4);
    if (count == 0 || count > Remark.MOST) {
      throw new Reader.Malformed("remarks " + count);
    }
    List<Remark> remarks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      remarks.add(new Remark(in.text(), in.natural(), in.flag(), in.natural(), in.text()));
    }
    return remarks;
  }

  private static List<ServiceBallot> services(Reader in) throws Reader.Malformed {
    int count = in.count(4 + Digest.OCTETS + 4 + 1);
    List<ServiceBallot> services = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      services.add(
          new ServiceBallot(in.text(), in.digest(), votes(in), in.flag() ? in.digest() : null));
    }
    return services;
  }

  private static List<Vote> votes(Reader in) throws Reader.Malformed {
    int count = in.int32();
    if (count < 0 || packedLength(count) > in.left()) {
      throw new Reader.Malformed("votes " + count);
    }
    byte[] packed = in.octets(packedLength(count));
    List<Vote> votes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      votes.add(Vote.values()[packed[i / VOTES_AN_OCTET] >> 2 * (i % VOTES_AN_OCTET) & 3]);
    }
    return votes;
  }

  private static int packedLength(int votes) {
    return (int) ((votes + (long) VOTES_AN_OCTET - 1) / VOTES_AN_OCTET);
  }

  private static List<Echo> echoes(Reader in) throws Reader.Malformed {
    int count = in.count(4 + 8 + 8);
    List<Echo> echoes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      echoes.add(new Echo(in.text(), in.number(), in.number()));
    }
    return echoes;
  }
}
