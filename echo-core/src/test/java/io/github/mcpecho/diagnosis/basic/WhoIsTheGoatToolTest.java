package io.github.mcpecho.diagnosis.basic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.diagnosis.ToolCaller;
import io.github.mcpecho.diagnosis.ToolRun;
import io.github.mcpecho.internal.jsonrpc.Json;
import java.util.HashSet;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoIsTheGoatToolTest {
  private static final RandomGenerator FIRST = () -> 0;

  @Test
  void sampleOfTheBriefIsAnsweredLineByLineWithTheSourceOfTheQuotation() {
    assertEquals(
        """
        🐐 Excellence Analysis: Dennis Ritchie

        🌟 Why Dennis Ritchie is the GOAT:

        Dennis Ritchie created the C programming language and co-developed Unix, forming the \
        foundation of modern computing. His work influences virtually every device and system \
        today.

        💡 Key Contributions:
        • Created C (1972) - the language that built the world
        • Co-created Unix with Ken Thompson
        • Influenced all modern programming languages
        • Enabled portable system software

        📖 Wisdom: "The only way to learn a new programming language is by writing programs in it."

        📚 Source: The C Programming Language, with Brian Kernighan (1978)

        🎯 Legacy Impact: Every time you use a computer, phone, or any digital device, you're \
        using technology built on Ritchie's foundations.

        Humble, brilliant, and transformative - a true GOAT! 🙌""",
        named("Dennis Ritchie").text());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({"ritchie, Dennis Ritchie", "BARBARA, Barbara Liskov", "' knuth ', Donald Knuth"})
  void partOfANameInAnyCaseIsEnough(String part, String name) {
    assertEquals(name, nameIn(named(part)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zaphod", "\ud83d", "𝕏", ".*"})
  void unknownNameIsAnErrorThatNamesThoseThereAre(String name) {
    ToolRun result = named(name);

    assertTrue(result.isError());
    assertTrue(result.text().contains("Ada Lovelace, Alan Turing, Grace Hopper"));
    assertFalse(result.text().contains(name));
  }

  @Test
  void withoutANameALegendIsChosenAtRandom() {
    var tool = ToolCaller.of(new WhoIsTheGoatTool(new Random(4)));
    var names = new HashSet<String>();

    IntStream.range(0, 400).forEach(i -> names.add(nameIn(tool.call())));

    assertEquals(Legend.all().size(), names.size());
  }

  @Test
  void emptyNameIsNoName() {
    assertEquals("Ada Lovelace", nameIn(named("")));
  }

  @Test
  void thereAreAtLeastTwelveLegendsAndEachIsComplete() {
    assertTrue(Legend.all().size() >= 12);
    assertEquals(Legend.all().size(), Legend.all().stream().map(Legend::name).distinct().count());
    for (Legend legend : Legend.all()) {
      assertTrue(legend.source().matches(".*\\(.*\\d{4}\\)"), legend::name);
      assertTrue(legend.contributions().size() >= 3, legend::name);
      assertTrue(legend.summary().length() > 40, legend::name);
      assertFalse(legend.quotation().isBlank(), legend::name);
      assertFalse(legend.quotation().contains("\""), legend::name);
    }
  }

  private static ToolRun named(String name) {
    return ToolCaller.of(new WhoIsTheGoatTool(FIRST)).call(Json.object().put("name", name));
  }

  private static String nameIn(ToolRun result) {
    return result.facts().path("name").textValue();
  }
}
