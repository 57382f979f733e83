package io.github.mcpecho.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A family of resources whose URIs have one form, a URI template (RFC 6570): the sibling of {@link
 * Resource} for what cannot be listed one by one. A URI that is that of a resource is never read by
 * a template; of several templates that fit, the first that was added reads it.
 */
public non-sealed interface ResourceTemplate extends Listed {
  static ResourceTemplate of(
      ResourceDescriptor descriptor, Handler<ResourceCall, ResourceOutcome> reader) {
    return new ResourceTemplate() {
      @Override
      public ResourceDescriptor descriptor() {
        return descriptor;
      }

      @Override
      public ResourceOutcome read(ResourceCall call) throws Exception {
        return reader.handle(call);
      }
    };
  }

  /** Returns what {@code resources/templates/list} says; called once, at registration. */
  ResourceDescriptor descriptor();

  /**
   * Reads the resource that {@link ResourceCall#variables} name, as {@link Resource#read} does, or
   * returns {@link ResourceOutcome#notFound}. No value of a variable is an absolute path, or has a
   * segment {@code ..} or {@code .} or a NUL in it, however it was encoded, so that none leads out
   * of a folder that it is resolved in; under Windows look for a colon yourself.
   *
   * @throws Exception if that failed
   */
  ResourceOutcome read(ResourceCall call) throws Exception;

  /**
   * Returns what tells when the content of the resource with these values has changed; empty if
   * clients cannot subscribe to any. One that does not exist does not change.
   */
  default Optional<Function<Map<String, String>, ChangeSource>> changes() {
    return Optional.empty();
  }
}
