package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.uri.ResourceUri;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The resources and templates, in the order they are listed. Immutable. */
final class ResourceRegistry {
  private final Map<String, RegisteredResource> direct = new LinkedHashMap<>();
  private final Map<String, RegisteredResource> templates = new LinkedHashMap<>();
  private final Lazy<Map<String, RegisteredResource>> all;
  private final boolean hasMore;

  /** A resource that exists as far as its URI tells, and the values of its template's variables. */
  record Found(RegisteredResource resource, Map<String, String> variables) {
    Optional<ChangeSource> changes() {
      return resource.changes().map(source -> source.apply(variables));
    }
  }

  /**
   * @param later more resources, registered when one is asked for that is not among the others
   * @throws IllegalArgumentException if two have the same URI or one cannot be used by clients
   */
  ResourceRegistry(
      List<Resource> resources,
      List<ResourceTemplate> templates,
      Optional<Supplier<List<Resource>>> later) {
    resources.forEach(resource -> add(this.direct, RegisteredResource.of(resource)));
    templates.forEach(template -> add(this.templates, RegisteredResource.of(template)));
    this.hasMore = later.isPresent();
    this.all = new Lazy<>(() -> with(later.map(Supplier::get).orElse(List.of())));
  }

  /** Returns what a URI stands for if it is there for this caller. */
  Optional<Found> find(String uri, CallContext caller) {
    if (ResourceUri.problem(uri).isPresent()) {
      return Optional.empty();
    }
    String key = ResourceUri.normalized(uri);
    RegisteredResource resource = resource(key);
    if (resource != null) {
      // One that is hidden must not be read by a template that happens to fit.
      return resource.isFor(caller) ? Optional.of(new Found(resource, Map.of())) : Optional.empty();
    }
    for (RegisteredResource template : templates.values()) {
      Optional<Map<String, String>> variables = template.template().match(key);
      if (variables.isPresent() && template.isFor(caller)) {
        return Optional.of(new Found(template, variables.get()));
      }
    }
    return Optional.empty();
  }

  /** Returns the resource or template of this very URI, if it is there for this caller. */
  Optional<RegisteredResource> registered(String uri, CallContext caller) {
    String key = ResourceUri.normalized(uri);
    return Optional.ofNullable(templates.getOrDefault(key, resource(key)))
        .filter(resource -> resource.isFor(caller));
  }

  /** Returns the URIs of the resources and templates that are there for this caller. */
  List<String> uris(CallContext caller) {
    return uris(caller, Stream.of(templates, all.get()));
  }

  /** Returns the same without those that are registered later, which may be hundreds. */
  List<String> offered(CallContext caller) {
    return uris(caller, Stream.of(direct, templates));
  }

  private static List<String> uris(
      CallContext caller, Stream<Map<String, RegisteredResource>> resources) {
    return resources
        .flatMap(byUri -> byUri.values().stream())
        .filter(resource -> resource.isFor(caller))
        .map(RegisteredResource::name)
        .toList();
  }

  boolean isEmpty() {
    return direct.isEmpty() && templates.isEmpty() && !hasMore;
  }

  boolean hasCompletions() {
    return templates.values().stream()
        .anyMatch(template -> !template.descriptor().completions().isEmpty());
  }

  boolean mayChange() {
    return Stream.concat(direct.values().stream(), templates.values().stream())
        .anyMatch(resource -> resource.changes().isPresent());
  }

  Collection<RegisteredResource> resources() {
    return all.get().values();
  }

  Collection<RegisteredResource> templates() {
    return templates.values();
  }

  private RegisteredResource resource(String key) {
    RegisteredResource known = direct.get(key);
    return known == null ? all.get().get(key) : known;
  }

  private Map<String, RegisteredResource> with(List<Resource> later) {
    Map<String, RegisteredResource> resources = new LinkedHashMap<>(direct);
    later.stream()
        .map(RegisteredResource::of)
        .forEach(resource -> resources.putIfAbsent(resource.key(), resource));
    return resources;
  }

  private static void add(Map<String, RegisteredResource> byUri, RegisteredResource resource) {
    if (byUri.put(resource.key(), resource) != null) {
      throw new IllegalArgumentException("Two resources are at " + resource.name());
    }
  }
}
