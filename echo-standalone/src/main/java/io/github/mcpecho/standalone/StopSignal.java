package io.github.mcpecho.standalone;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hears SIGTERM in place of the JVM, which would run its shutdown hooks and be deaf to a second
 * one. A JVM without {@code sun.misc.Signal}, or with {@code -Xrs}, ends at the first as ever.
 * Through reflection, since the compiler warns of every use of that class.
 */
final class StopSignal {
  /** What a shell reports of a process that SIGTERM ended: 128 and the number of the signal. */
  static final int STATUS = 143;

  private final AtomicBoolean received = new AtomicBoolean();

  private StopSignal() {}

  /** Runs this at the first SIGTERM, on a thread of its own; the second one ends the process. */
  static StopSignal handledBy(Runnable action) {
    var signal = new StopSignal();
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  signal.receive(action);
                }
                return null;
              });
      type.getMethod("handle", type, handlerType)
          .invoke(null, type.getConstructor(String.class).newInstance("TERM"), handler);
    } catch (ReflectiveOperationException e) {
      // The JVM keeps the signal to itself.
    }
    return signal;
  }

  /** Returns whether the process was told to stop. */
  boolean isReceived() {
    return received.get();
  }

  private void receive(Runnable action) {
    if (received.getAndSet(true)) {
      Runtime.getRuntime().halt(STATUS);
    }
    action.run();
  }
}
