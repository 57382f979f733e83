package io.github.mcpecho.mcp;

/**
 * Content for revisions that do not have its type yet: sounds came with 2025-03-26, links with
 * 2025-06-18. A client refuses a whole result for one block of a type that it does not know.
 */
final class OlderContent {
  private OlderContent() {}

  /** Returns the content, or a text in its place. */
  static Content of(Content content, ProtocolVersion revision) {
    if (content instanceof Content.Annotated annotated) {
      return new Content.Annotated(of(annotated.content(), revision), annotated.annotations());
    }
    if (content instanceof Content.ResourceLink link
        && revision.compareTo(ProtocolVersion.V2025_06_18) < 0) {
      return new Content.Text(link.name() + ": " + link.uri());
    }
    if (content instanceof Content.Audio audio
        && revision.compareTo(ProtocolVersion.V2025_03_26) < 0) {
      return new Content.Text("(a sound, " + audio.mimeType() + ")");
    }
    return content;
  }
}
