package io.github.mcpecho.diagnosis.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.mcpecho.diagnosis.system.HealthChecks.Outcome;
import io.github.mcpecho.health.HealthCheck;
import io.github.mcpecho.health.HealthCheck.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

public class HealthChecksTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  public record NamedCheck(String name, Callable<Result> work) implements HealthCheck {
    @Override
    public Result check() throws Exception {
      return work.call();
    }
  }

  @Test
  void checksAnswerInOrderOfRegistration() throws InterruptedException {
    var checks =
        new HealthChecks(
            List.of(
                new NamedCheck("Queue", () -> Result.warning("1,200 waiting")),
                new NamedCheck("Database", () -> Result.up("Connected"))),
            AMPLE,
            UnaryOperator.identity());

    assertEquals(
        List.of(
            new Outcome("Queue", Result.warning("1,200 waiting")),
            new Outcome("Database", Result.up("Connected"))),
        checks.run());
  }

  @Test
  void checkThatThrowsIsDownAndItsMessageIsNotShown() throws InterruptedException {
    var checks =
        new HealthChecks(
            List.of(
                new NamedCheck(
                    "Database",
                    () -> {
                      throw new IllegalStateException("jdbc:x://root:hunter2@db");
                    })),
            AMPLE,
            UnaryOperator.identity());

    assertEquals(
        List.of(new Outcome("Database", Result.down("Failed (IllegalStateException)"))),
        checks.run());
  }

  @Test
  void checkOfALibraryThatIsMissingIsDown() throws InterruptedException {
    var checks =
        new HealthChecks(
            List.of(
                new NamedCheck(
                    "Redis",
                    () -> {
                      throw new NoClassDefFoundError("redis/Client");
                    })),
            AMPLE,
            UnaryOperator.identity());

    assertEquals(
        List.of(new Outcome("Redis", Result.down("Failed (NoClassDefFoundError)"))), checks.run());
  }

  @Test
  void checkThatReturnsNothingIsDown() throws InterruptedException {
    var checks =
        new HealthChecks(
            List.of(new NamedCheck("Redis", () -> null)), AMPLE, UnaryOperator.identity());

    assertEquals(Result.down("Failed (NullPointerException)"), checks.run().get(0).result());
  }

  @Test
  void checkThatHangsIsStartedOnceAndHoldsNobody() throws InterruptedException {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var started = new AtomicInteger();
    var checks =
        new HealthChecks(
            List.of(
                new NamedCheck(
                    "Database",
                    () -> {
                      started.incrementAndGet();
                      entered.countDown();
                      release.await();
                      return Result.up("Connected");
                    }),
                new NamedCheck("Redis", () -> Result.up("PONG"))),
            Duration.ofMillis(50),
            UnaryOperator.identity());

    Outcome silent = new Outcome("Database", Result.down("No answer within 50ms"));
    assertEquals(silent, checks.run().get(0));
    assertEquals(silent, checks.run().get(0));
    entered.await();
    assertEquals(1, started.get());

    release.countDown();
  }

  @Test
  void checkThatHasAnsweredIsAskedAgain() throws InterruptedException {
    var asked = new AtomicInteger();
    var checks =
        new HealthChecks(
            List.of(new NamedCheck("Database", () -> Result.up("" + asked.incrementAndGet()))),
            AMPLE,
            UnaryOperator.identity());

    assertEquals("1", checks.run().get(0).result().detail());
    assertEquals("2", checks.run().get(0).result().detail());
  }

  @Test
  void noChecksGiveNoOutcomes() throws InterruptedException {
    assertEquals(List.of(), new HealthChecks(List.of(), AMPLE, UnaryOperator.identity()).run());
  }
}
