package io.github.mcpecho.doctor.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.http.Headers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderWayTest {
  /** One alone takes 100 ms. */
  @ParameterizedTest
  @CsvSource({
    "100 200 300, true",
    "400 100 300 200, true",
    "1 100 200 300, true",
    "100 180 240 390, true",
    "100 100 100, false",
    "100 110 120 300, false",
    "1 1 1 1, false",
    "100 200, false",
    "1 100 110 120, false",
    "100 100 200 200 300 300, false"
  })
  void answersInTurnAreToldFromThoseTogether(String millis, boolean isInTurn) {
    try (var underWay = new UnderWay()) {
      underWay.group(Stream.of(millis.split(" ")).map(UnderWayTest::answered).toList());

      assertEquals(isInTurn, underWay.isInTurn(Duration.ofMillis(100)));
    }
  }

  private static CompletableFuture<Result> answered(String millis) {
    Duration whole = Duration.ofMillis(Long.parseLong(millis));
    return CompletableFuture.completedFuture(
        new Answer(
            "HTTP/1.1",
            200,
            Headers.NONE,
            Optional.empty(),
            new byte[0],
            Optional.empty(),
            Answer.End.COMPLETE,
            List.of(),
            new Answer.Timing(Duration.ZERO, Duration.ZERO, whole, whole),
            Optional.empty(),
            new InetSocketAddress(0)));
  }
}
