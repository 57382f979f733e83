package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.uri.ResourceUri;
import io.github.mcpecho.internal.uri.UriTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A resource or a template whose descriptor has been checked: a resource is a template without
 * variables.
 */
record RegisteredResource(
    ResourceDescriptor descriptor,
    UriTemplate template,
    Visibility visibility,
    Handler<ResourceCall, ResourceOutcome> reader,
    Optional<Function<Map<String, String>, ChangeSource>> changes)
    implements Registered {
  /**
   * @throws IllegalArgumentException if clients could not use it; the message names it
   */
  static RegisteredResource of(Resource resource) {
    RegisteredResource registered =
        of(
            resource.descriptor(),
            Visibility.of(resource),
            resource::read,
            resource.changes().map(source -> variables -> source));
    if (!registered.variables().isEmpty()) {
      throw unusable(registered.descriptor, "its URI is a template: add a ResourceTemplate");
    }
    return registered;
  }

  /**
   * @throws IllegalArgumentException if clients could not use it; the message names it
   */
  static RegisteredResource of(ResourceTemplate template) {
    RegisteredResource registered =
        of(template.descriptor(), Visibility.of(template), template::read, template.changes());
    if (registered.variables().isEmpty()) {
      throw unusable(registered.descriptor, "it has no variables: add a Resource");
    }
    return registered;
  }

  /** Returns its URI, or its URI template. */
  @Override
  public String name() {
    return descriptor.uri();
  }

  @Override
  public ObjectNode toJson() {
    return descriptor.toJson(variables().isEmpty() ? "uri" : "uriTemplate");
  }

  /** Returns the URI as it is compared. */
  String key() {
    return template.toString();
  }

  List<String> variables() {
    return template.variables();
  }

  private static RegisteredResource of(
      ResourceDescriptor descriptor,
      Visibility visibility,
      Handler<ResourceCall, ResourceOutcome> reader,
      Optional<Function<Map<String, String>, ChangeSource>> changes) {
    try {
      UriTemplate template = UriTemplate.of(ResourceUri.normalized(descriptor.uri()));
      if (descriptor.name().isBlank()) {
        throw new IllegalArgumentException("it has no name");
      }
      if (!template.variables().containsAll(descriptor.completions().keySet())) {
        throw new IllegalArgumentException("it completes a variable that it does not have");
      }
      return new RegisteredResource(descriptor, template, visibility, reader, changes);
    } catch (IllegalArgumentException e) {
      throw unusable(descriptor, e.getMessage());
    }
  }

  private static IllegalArgumentException unusable(ResourceDescriptor descriptor, String why) {
    return new IllegalArgumentException(
        "Resource " + descriptor.uri() + " cannot be registered: " + why);
  }
}
