package io.github.mcpecho.servlet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.util.List;

/** The methods that the JDK makes for records. */
final class RecordMethods {
  private RecordMethods() {}

  /**
   * Lets the JDK forget the classes of this web application: before Java 19 it remembers the types
   * that it last made {@code equals}, {@code hashCode} and {@code toString} of a record for, and
   * with them their class loader. Here it makes them for types of its own.
   */
  static void forget() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle component =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      for (String method : List.of("equals", "hashCode", "toString")) {
        ObjectMethods.bootstrap(
            lookup, method, MethodHandle.class, String.class, "component", component);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("The JDK has what it is asked for here", e);
    }
  }
}
