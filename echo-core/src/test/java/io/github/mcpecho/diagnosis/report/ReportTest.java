package io.github.mcpecho.diagnosis.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.github.mcpecho.report.FindingEntry;
import io.github.mcpecho.report.FindingKind;
import io.github.mcpecho.report.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void textAndFactsComeFromTheSameSections() {
    Report report =
        Report.titled("🔧 Things")
            .add(
                Section.titled("size", "📏 Size")
                    .text("Width: 3 m")
                    .fact("width", 3)
                    .field("name", "Name", "table")
                    .text("a remark")
                    .build())
            .add(Section.line("sold", "✅ Sold", "yes", BooleanNode.TRUE))
            .add(Section.remark("💡 Hint").text("- buy it").build())
            .build();
    assertEquals(
        """
        🔧 Things

        📏 Size:
          Width: 3 m
          Name: table
          a remark

        ✅ Sold: yes

        💡 Hint:
          - buy it""",
        report.toText());
    assertEquals(
        "{\"findings\":[],\"size\":{\"width\":3,\"name\":\"table\"},\"sold\":true}",
        report.toJson().toString());
  }

  @Test
  void findingsStandUnderTheTitleTheWorstFirst() {
    Report report =
        Report.titled("Title")
            .findings(
                List.of(
                    Thing.SMALL_THING.found(""), Thing.BIG_THING.found("big", "seen", "mend it")))
            .build();
    assertEquals(
        """
        Title

        🔎 Findings:
          ❌ BIG_THING: big
             Evidence: seen
             Rule: RFC 1
             Fix: mend it
          ℹ️ SMALL_THING: small""",
        report.toText());
    assertEquals("BIG_THING", report.toJson().at("/findings/0/id").textValue());
  }

  @Test
  void textFromOutsideIsEscapedInTextAndFacts() {
    Report report =
        Report.titled("T")
            .add(Section.titled("s", "S").field("a\u202e", "A", "x\n❌ FAKE: y\u001b[2J").build())
            .build();
    assertEquals("T\n\nS:\n  A: x\\n❌ FAKE: y\\u001b[2J", report.toText());
    assertEquals(
        "{\"findings\":[],\"s\":{\"a\\\\u202e\":\"x\\\\n❌ FAKE: y\\\\u001b[2J\"}}",
        report.toJson().toString());
  }

  @Test
  void sectionWithNothingUnderItsHeadingIsLeftOut() {
    assertEquals("T", Report.titled("T").addUnlessEmpty(Section.titled("s", "S")).build().toText());
  }

  @Test
  void findingIdIsUpperSnakeCase() {
    assertThrows(IllegalArgumentException.class, () -> Thing.notAnId.found(""));
  }

  private enum Thing implements FindingKind {
    SMALL_THING(new FindingEntry(Severity.INFO, "small", "", "")),
    BIG_THING(new FindingEntry(Severity.ERROR, "in general", "RFC 1", "mended in general")),
    notAnId(new FindingEntry(Severity.INFO, "m", "", ""));

    private final FindingEntry entry;

    Thing(FindingEntry entry) {
      this.entry = entry;
    }

    @Override
    public FindingEntry entry() {
      return entry;
    }
  }
}
