package io.github.mcpecho.testing.script;

import io.github.mcpecho.internal.redaction.QuotedInput;
import io.github.mcpecho.settings.ConfigurationException;
import io.github.mcpecho.testing.conformance.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What came of scenarios, in the XML that build servers read: a test case for each. */
final class JUnitReport {
  private static final String NAME = "mcp-conformance";

  private final Path file;
  private final List<Result> results = new ArrayList<>();

  private record Result(Verdict verdict, boolean counts, Duration time, String said) {}

  private JUnitReport(Path file) {
    this.file = file;
  }

  /**
   * Returns one that is written there.
   *
   * @throws ConfigurationException if nothing can be
   */
  static JUnitReport at(Path file) {
    var report = new JUnitReport(file);
    report.write();
    return report;
  }

  /**
   * Adds a scenario.
   *
   * @param counts whether it is a failure if the client does not pass it; it is skipped otherwise
   * @param said what the client printed
   */
  void add(Verdict verdict, boolean counts, Duration time, String said) {
    results.add(new Result(verdict, counts, time, said));
  }

  void write() {
    var bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", NAME);
      xml.writeAttribute("tests", Integer.toString(results.size()));
      xml.writeAttribute("failures", Long.toString(count(true)));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", Long.toString(count(false)));
      for (Result result : results) {
        write(result, xml);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
      Files.write(file, bytes.toByteArray());
    } catch (XMLStreamException e) {
      throw new IllegalStateException("It is written to memory", e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "--junit: " + QuotedInput.of(file.toString()) + " cannot be written");
    }
  }

  private long count(boolean counted) {
    return results.stream()
        .filter(result -> !result.verdict().passed() && result.counts() == counted)
        .count();
  }

  private static void write(Result result, XMLStreamWriter xml) throws XMLStreamException {
    Verdict verdict = result.verdict();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", NAME);
    xml.writeAttribute("name", verdict.scenario());
    xml.writeAttribute(
        "time", String.format(Locale.ROOT, "%.3f", result.time().toMillis() / 1_000.0));
    if (!verdict.passed()) {
      xml.writeStartElement(result.counts() ? "failure" : "skipped");
      xml.writeAttribute("message", verdict.scenario() + " failed");
      xml.writeCharacters(allowed(verdict.toString()));
      xml.writeEndElement();
      xml.writeStartElement("system-out");
      xml.writeCharacters(allowed(result.said()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Colours of a terminal, for example, are no XML. */
  private static String allowed(String text) {
    return text.replaceAll("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
