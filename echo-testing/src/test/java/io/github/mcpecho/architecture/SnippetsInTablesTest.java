package io.github.mcpecho.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.mcpecho.testing.faults.Lists;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What "What it can play" says in Java is compiled as it stands there. */
class SnippetsInTablesTest {
  private static final Pattern CODE = Pattern.compile("`([^`]*\\([^`]*\\))`");

  /** What a snippet that begins in the middle goes on from. */
  private static final List<List<String>> BEGINNINGS =
      List.of(
          List.of(".then(", "server.on(call(\"echo\"))"),
          List.of(".push(", "server"),
          List.of(".trustManager(", "server.authority()"),
          List.of(".pem(", "server.authority()"));

  @TempDir private Path folder;

  @Test
  void everySnippetOfWhatItCanPlayIsCompiled() {
    String readme = Pages.text(Pages.PROJECT.resolve("echo-testing/README.md"));
    String chapter = readme.replaceFirst("(?s).*\n## What it can play\n(.*?)\n## .*", "$1");
    List<String> snippets =
        chapter
            .lines()
            .filter(line -> line.startsWith("| "))
            .flatMap(row -> CODE.matcher(row).results())
            .map(code -> code.group(1))
            .toList();

    assertTrue(snippets.size() > 25, snippets::toString);
    assertEquals(List.of(), faults(source(snippets)));
  }

  private static String source(List<String> snippets) {
    var source = new StringBuilder();
    for (String type :
        List.of(
            "io.github.mcpecho.testing.*",
            "io.github.mcpecho.testing.faults.*",
            "io.github.mcpecho.testing.oauth.*",
            "static io.github.mcpecho.testing.CallMatcher.*",
            "static io.github.mcpecho.testing.McpEchoServer.builder",
            "static io.github.mcpecho.testing.ServerNotification.*")) {
      source.append("import ").append(type).append(";\n");
    }
    source.append("abstract class Snippets {\n");
    source.append("interface Step { void take() throws Exception; }\n");
    source.append("McpEchoServer server; RecordedCall call; String uri;\n");
    for (int i = 0; i < snippets.size(); i++) {
      source.append("Step step%d = () -> %s;%n".formatted(i, whole(snippets.get(i))));
    }
    return source.append("}\n").toString();
  }

  private static String whole(String snippet) {
    for (List<String> beginning : BEGINNINGS) {
      if (snippet.startsWith(beginning.get(0))) {
        return beginning.get(1) + snippet;
      }
    }
    String name = snippet.substring(0, snippet.indexOf('('));
    if (!name.matches("[a-z]\\w*") || name.equals("builder")) {
      return snippet;
    }
    boolean ofLists =
        Stream.of(Lists.class.getMethods()).anyMatch(method -> method.getName().equals(name));
    return (ofLists ? "Lists." : "Sessions.create().") + snippet;
  }

  private List<String> faults(String source) {
    var faults = new DiagnosticCollector<JavaFileObject>();
    var file =
        new SimpleJavaFileObject(
            URI.create("string:///Snippets.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options =
        List.of(
            "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, faults, options, null, List.of(file))
        .call();
    return faults.getDiagnostics().stream()
        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
        .map(one -> one.getLineNumber() + ": " + one.getMessage(Locale.ROOT))
        .toList();
  }
}
