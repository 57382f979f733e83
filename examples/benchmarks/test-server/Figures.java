import com.sun.management.UnixOperatingSystemMXBean;
import io.github.mcpecho.testing.McpEchoServer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** Starts, calls and stops test servers in one JVM, and prints how long it takes and what stays. */
class Figures {
  private static final int WARM_UP = 50;
  private static final int CYCLES = 300;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    long begin = System.nanoTime();
    McpEchoServer.start().close();
    System.out.printf("first start and stop: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
    for (int i = 0; i < WARM_UP; i++) {
      cycle();
    }
    String before = standing();
    var starts = new long[CYCLES];
    for (int i = 0; i < CYCLES; i++) {
      starts[i] = cycle();
    }
    Arrays.sort(starts);
    System.out.printf(
        "warm start: median %.1f ms, 99 %% %.1f ms, longest %.1f ms%n",
        starts[CYCLES / 2] / 1e6, starts[CYCLES * 99 / 100] / 1e6, starts[CYCLES - 1] / 1e6);
    System.out.printf(
        "before %d cycles: %s%nafter:  %s%n", CYCLES, before, standing());
  }

  /** Returns how long the start took. */
  private static long cycle() throws Exception {
    long begin = System.nanoTime();
    McpEchoServer server = McpEchoServer.start();
    long took = System.nanoTime() - begin;
    call(server.uri());
    server.close();
    return took;
  }

  private static void call(URI uri) throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\","
            + "\"arguments\":{\"message\":\"hi\"}}}";
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    if (CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
      throw new IllegalStateException("The server does not work");
    }
  }

  private static String standing() throws InterruptedException {
    // Threads end a moment after their pool.
    Thread.sleep(2_000);
    System.gc();
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    var system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
    return "%d threads, %d descriptors, %d KiB of heap"
        .formatted(
            Thread.getAllStackTraces().size(),
            system.getOpenFileDescriptorCount(),
            memory.getUsed() / 1_024);
  }
}
