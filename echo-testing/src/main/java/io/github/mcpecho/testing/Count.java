package io.github.mcpecho.testing;

/**
 * How many calls there should be.
 *
 * @param least from 0
 * @param most from {@code least}
 */
public record Count(int least, int most) {
  public Count {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("Not a count: " + least + " to " + most);
    }
  }

  public static Count exactly(int number) {
    return new Count(number, number);
  }

  public static Count never() {
    return exactly(0);
  }

  public static Count atLeast(int number) {
    return new Count(number, Integer.MAX_VALUE);
  }

  public static Count atMost(int number) {
    return new Count(0, number);
  }

  boolean allows(int number) {
    return least <= number && number <= most;
  }

  @Override
  public String toString() {
    if (least == most) {
      return "exactly " + least;
    }
    if (most == Integer.MAX_VALUE) {
      return "at least " + least;
    }
    return least == 0 ? "at most " + most : least + " to " + most;
  }
}
