package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.uri.UriTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code resources/list} says about a resource, or {@code resources/templates/list} about a
 * template. Immutable; start with {@link #of}.
 *
 * @param uri a URI with a scheme (RFC 3986), or the URI template of a {@link ResourceTemplate} (RFC
 *     6570). Of templates {@code {name}} is supported, whose value is one piece of the URI, and
 *     {@code {+name}}, whose value may hold {@code /}; no lists and no other operators. Take {@code
 *     https:} only if clients can fetch it there themselves.
 * @param title the name that people read
 * @param size in bytes, of a resource
 * @param meta the resource's own {@code _meta}, empty if none
 * @param completions suggest values of the variables of a template, by name
 */
public record ResourceDescriptor(
    String uri,
    String name,
    Optional<String> title,
    String description,
    Optional<String> mimeType,
    OptionalLong size,
    Optional<Annotations> annotations,
    List<Icon> icons,
    ObjectNode meta,
    Map<String, Completion> completions) {
  public ResourceDescriptor {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    icons = List.copyOf(icons);
    completions = Map.copyOf(completions);
  }

  public static ResourceDescriptor of(String uri, String name, String description) {
    return new ResourceDescriptor(
        uri,
        name,
        Optional.empty(),
        description,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        List.of(),
        Json.object(),
        Map.of());
  }

  public ResourceDescriptor withTitle(String newTitle) {
    return with(Optional.of(newTitle), mimeType, size, annotations);
  }

  public ResourceDescriptor withMimeType(String newMimeType) {
    return with(title, Optional.of(newMimeType), size, annotations);
  }

  public ResourceDescriptor withSize(long bytes) {
    return with(title, mimeType, OptionalLong.of(bytes), annotations);
  }

  public ResourceDescriptor withAnnotations(Annotations newAnnotations) {
    return with(title, mimeType, size, Optional.of(newAnnotations));
  }

  private ResourceDescriptor with(
      Optional<String> newTitle,
      Optional<String> newMimeType,
      OptionalLong newSize,
      Optional<Annotations> newAnnotations) {
    return new ResourceDescriptor(
        uri,
        name,
        newTitle,
        description,
        newMimeType,
        newSize,
        newAnnotations,
        icons,
        meta,
        completions);
  }

  public ResourceDescriptor withIcons(List<Icon> newIcons) {
    return new ResourceDescriptor(
        uri, name, title, description, mimeType, size, annotations, newIcons, meta, completions);
  }

  public ResourceDescriptor withMeta(ObjectNode newMeta) {
    return new ResourceDescriptor(
        uri, name, title, description, mimeType, size, annotations, icons, newMeta, completions);
  }

  /** Suggests values of a variable of a template while they are typed. */
  public ResourceDescriptor withCompletion(String variable, Completion completion) {
    Map<String, Completion> more = new LinkedHashMap<>(completions);
    more.put(variable, completion);
    return new ResourceDescriptor(
        uri, name, title, description, mimeType, size, annotations, icons, meta, more);
  }

  /**
   * Returns the URI of the resource that has these values in the template.
   *
   * @throws IllegalArgumentException if one is missing, or this is no template that is supported
   */
  public String uri(Map<String, String> values) {
    return UriTemplate.of(uri).expand(values);
  }

  /** Returns a link to this resource, for the content of a result or a message. */
  public Content.ResourceLink link() {
    return new Content.ResourceLink(uri, name, Optional.of(description), mimeType);
  }

  ObjectNode toJson(String uriMember) {
    ObjectNode json = Json.object().put(uriMember, uri).put("name", name);
    title.ifPresent(text -> json.put("title", text));
    json.put("description", description);
    mimeType.ifPresent(type -> json.put("mimeType", type));
    size.ifPresent(bytes -> json.put("size", bytes));
    annotations.ifPresent(hints -> json.set("annotations", hints.toJson()));
    if (!icons.isEmpty()) {
      json.set("icons", Icon.toJson(icons));
    }
    if (!meta.isEmpty()) {
      json.set("_meta", meta);
    }
    return json;
  }
}
