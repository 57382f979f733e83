package io.github.mcpecho.doctor.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.SocketException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
  /** Who accepts and resets may be faster than Java says that it is connected. */
  @ParameterizedTest
  @CsvSource({
    "Connection refused, REFUSED",
    "Connection reset, CLOSED",
    "Connection reset by peer, CLOSED",
    "Connect timed out, UNREACHABLE",
    "No route to host, UNREACHABLE",
    "Network is unreachable, UNREACHABLE"
  })
  void aResetIsNoWayThatIsClosed(String message, Trouble trouble) {
    assertEquals(trouble, Wire.ofConnecting(new SocketException(message)));
  }
}
