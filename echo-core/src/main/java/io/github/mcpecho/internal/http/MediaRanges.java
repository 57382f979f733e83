package io.github.mcpecho.internal.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the lines of an {@code Accept} header say together (RFC 9110 §12.5.1).
 *
 * @param ranges those that are well-formed
 * @param isMalformed whether there are others
 */
public record MediaRanges(List<MediaType> ranges, boolean isMalformed) {
  public MediaRanges {
    ranges = List.copyOf(ranges);
  }

  /** Reads all lines as one list. */
  public static MediaRanges of(List<String> lines) {
    var ranges = new ArrayList<MediaType>();
    boolean malformed = false;
    for (String line : lines) {
      var reader = new FieldReader(line);
      do {
        reader.skipBlanks();
        if (!reader.isBefore(",")) {
          Optional<MediaType> range = MediaType.read(reader).filter(read -> reader.isBefore(","));
          range.ifPresent(ranges::add);
          malformed |= range.isEmpty();
          reader.restOfElement();
        }
      } while (reader.skip(','));
    }
    return new MediaRanges(ranges, malformed);
  }

  /** Returns whether the range that names the type most exactly has a quality above 0. */
  public boolean accept(String mediaType) {
    return quality(mediaType) > 0;
  }

  /** Returns the quality of the range that names the type most exactly, 0 if none covers it. */
  public double quality(String mediaType) {
    return mostExact(mediaType).map(MediaType::quality).orElse(0.0);
  }

  /**
   * Returns which of these types is the most welcome: the one of the highest quality; of several
   * such the one that is named most exactly, and of these the first. If none is accepted it is the
   * first that is not refused with a quality of 0, if there is one.
   */
  public String preferred(List<String> mediaTypes) {
    return mediaTypes.stream()
        .max(
            Comparator.<String>comparingDouble(this::quality)
                .thenComparingInt(
                    type ->
                        mostExact(type)
                            .map(range -> range.isAcceptable() ? range.specificityFor(type) : -1)
                            .orElse(0)))
        .orElseThrow();
  }

  private Optional<MediaType> mostExact(String mediaType) {
    return ranges.stream()
        .filter(range -> range.specificityFor(mediaType) >= 0)
        .max(
            Comparator.<MediaType>comparingInt(range -> range.specificityFor(mediaType))
                .thenComparingDouble(MediaType::quality));
  }

  /** Returns whether the type is accepted by its name, and not only covered by a wildcard. */
  public boolean name(String mediaType) {
    for (MediaType range : ranges) {
      if (range.is(mediaType) && range.isAcceptable()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether {@link #name(String)} is true of all of these. */
  public boolean name(List<String> mediaTypes) {
    for (String mediaType : mediaTypes) {
      if (!name(mediaType)) {
        return false;
      }
    }
    return true;
  }
}
