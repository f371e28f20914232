package dev.leeward.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leeward.demo.Demo;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void theScriptedDemoFailsOverAndBack() throws Exception {
    StringWriter out = new StringWriter();
    boolean well = Demo.run(true, new ByteArrayInputStream(new byte[0]), new PrintWriter(out));
    assertTrue(well, out.toString());
    assertTrue(out.toString().contains("empty answers: 0"), out.toString());
  }

  @Test
  void keysDrainAndBreak() throws Exception {
    StringWriter out = new StringWriter();
    boolean well =
        Demo.run(
            false,
            new ByteArrayInputStream("d\nu\nwhat\n2\n2\nq\n".getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out));
    assertTrue(well, out.toString());
    assertTrue(out.toString().contains("drained us-east until"), out.toString());
    assertTrue(
        out.toString().contains("BREAK eu-west") && out.toString().contains("HEAL eu-west"),
        out.toString());
    assertTrue(out.toString().contains("keys are 1, 2, d, u and q"), out.toString());
  }
}
