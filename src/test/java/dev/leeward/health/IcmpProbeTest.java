package dev.leeward.health;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leeward.topology.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IcmpProbeTest {
  @Test
  void whatTheSystemForbidsIsNoResultAndSaysWhatToChange() throws Exception {
    assumeTrue(IcmpProbe.objection().isPresent(), "this host permits echo requests");
    try (ProbeBench bench = new ProbeBench()) {
      String objection = IcmpProbe.objection().orElseThrow();
      assertTrue(objection.contains("net.ipv4.ping_group_range"), objection);
      ProbeBench.assertNoResult(objection, bench.probe(new IcmpCheck(null)));
    }
  }

  @Test
  void thisHostAnswersItsOwnEchoRequests() throws Exception {
    assumeTrue(IcmpProbe.objection().isEmpty(), "this host forbids echo requests");
    try (ProbeBench bench = new ProbeBench()) {
      ProbeBench.assertHealthy(bench.probe(new IcmpCheck(null)));
      ProbeBench.assertHealthy(bench.probe(new IcmpCheck(Network.parseAddress("127.0.0.9"))));
      ProbeBench.assertHealthy(bench.probe(new IcmpCheck(Network.parseAddress("::1"))));
    }
  }

  @Test
  void anAddressThatNobodyHasIsSilent() throws Exception {
    assumeTrue(IcmpProbe.objection().isEmpty(), "this host forbids echo requests");
    try (ProbeBench bench = new ProbeBench()) {
      ProbeResult result =
          bench.probe(new IcmpCheck(Network.parseAddress("192.0.2.1")), ProbeBench.SHORT);
      boolean silent = result.equals(new ProbeResult.TimedOut(ProbeBench.SHORT));
      assertTrue(silent || result instanceof ProbeResult.LocalError, result::toString);
    }
  }
}
