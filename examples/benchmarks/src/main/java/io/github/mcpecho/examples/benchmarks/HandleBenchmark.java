package io.github.mcpecho.examples.benchmarks;

import io.github.mcpecho.McpEcho;
import io.github.mcpecho.mcp.McpServer;
import io.github.mcpecho.mcp.Outbound;
import io.github.mcpecho.mcp.Reply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@link McpServer#handle} alone: bytes in, bytes out, no HTTP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandleBenchmark {
  private static final String MESSAGE = "{\"message\":\"Hello, World!\"}";
  private static final String NONE = "{}";

  private final McpServer server = McpEcho.builder().build();
  private final Call echo = Call.legacyTool("echo", MESSAGE);
  private final Call modernEcho = Call.modernTool("echo", MESSAGE);
  private final Call toolsList = Call.legacy("tools/list", NONE);
  private final Call printHeader = Call.printHeader(false);
  private final Call printHeaderWithToken = Call.printHeader(true);
  private final Call bearerDecode = Call.legacyTool("bearerDecode", NONE);

  @Benchmark
  public Reply echo() {
    return answered(echo);
  }

  @Benchmark
  public Reply echo2026() {
    return answered(modernEcho);
  }

  @Benchmark
  public Reply toolsList() {
    return answered(toolsList);
  }

  @Benchmark
  public Reply printHeader() {
    return answered(printHeader);
  }

  @Benchmark
  public Reply printHeaderWithToken() {
    return answered(printHeaderWithToken);
  }

  @Benchmark
  public Reply bearerDecode() {
    return answered(bearerDecode);
  }

  /** The speed of a refusal is not what is measured here. */
  private Reply answered(Call call) {
    Reply reply = server.handle(call.body(), call.newContext(), Outbound.NONE);
    if (reply.isError()) {
      throw new IllegalStateException(reply.text());
    }
    return reply;
  }
}
