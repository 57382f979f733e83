package io.github.mcpecho.examples.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** A file of this example. */
final class YamlFile {
  private YamlFile() {}

  /** Returns its documents; a key twice is an error. */
  static List<JsonObject> documents(String file) throws IOException {
    return parse(Files.readString(Path.of(file)));
  }

  /** Returns the documents of a text; a key twice is an error. */
  static List<JsonObject> parse(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var gson = new Gson();
    return StreamSupport.stream(new Yaml(options).loadAll(text).spliterator(), false)
        .map(document -> gson.toJsonTree(document).getAsJsonObject())
        .toList();
  }

  static JsonObject document(String file) throws IOException {
    List<JsonObject> documents = documents(file);
    if (documents.size() != 1) {
      throw new AssertionError(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }
}
