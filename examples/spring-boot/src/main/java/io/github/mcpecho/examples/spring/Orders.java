package io.github.mcpecho.examples.spring;

import io.github.mcpecho.health.HealthCheck;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.stereotype.Component;

/** The orders that wait, and how they are. */
@Component
public class Orders implements HealthCheck {
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(3);

  /** Takes an order, if there is room for one more. */
  public boolean offer(String order) {
    return waiting.offer(order);
  }

  @Override
  public String name() {
    return "Orders";
  }

  @Override
  public Result check() {
    String detail = waiting.size() + " waiting";
    return waiting.remainingCapacity() > 0 ? Result.up(detail) : Result.down(detail);
  }
}
