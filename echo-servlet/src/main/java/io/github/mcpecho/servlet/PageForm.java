package io.github.mcpecho.servlet;

import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.http.MediaRanges;
import java.util.Arrays;
import java.util.List;

/** A form that the page has; the first is for whoever takes any, such as curl. */
enum PageForm {
  TEXT("text/plain"),
  JSON("application/json"),
  HTML("text/html");

  private final String mediaType;

  PageForm(String mediaType) {
    this.mediaType = mediaType;
  }

  static PageForm preferredBy(Headers headers) {
    List<String> types = Arrays.stream(values()).map(form -> form.mediaType).toList();
    return values()[types.indexOf(MediaRanges.of(headers.all("Accept")).preferred(types))];
  }

  String contentType() {
    return this == JSON ? mediaType : mediaType + ";charset=utf-8";
  }
}
