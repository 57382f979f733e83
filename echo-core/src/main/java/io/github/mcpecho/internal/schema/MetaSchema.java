package io.github.mcpecho.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JSON Schema 2020-12 says of schemas. */
final class MetaSchema {
  static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();

  /** Keywords of others, such as {@code x-mcp-header}, are annotations (JSON Schema core §6.5). */
  private static final Dialect WITH_ANNOTATIONS =
      Dialect.builder(DIALECT, Dialects.getDraft202012())
          .unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword))
          .build();

  private MetaSchema() {}

  /** Returns a new registry, which knows the meta-schemas and fetches nothing. */
  static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        WITH_ANNOTATIONS, registry -> registry.schemaLoader(new OwnResources()));
  }

  static List<Error> judge(JsonNode source) {
    return Compiled.SCHEMA.validate(source);
  }

  /** Compiled once, when it is first needed: it is larger than most schemas that it judges. */
  private static final class Compiled {
    static final Schema SCHEMA = registry().getSchema(SchemaLocation.of(DIALECT));
  }

  /**
   * The meta-schemas in this jar. The library itself would take those of any other validator that
   * the host has.
   */
  private static final class OwnResources extends SchemaLoader {
    private static final String IRI = "https://json-schema.org/draft/2020-12/";

    /** A name of its own, so that the build can move it together with the files. */
    private static final String FOLDER = "/draft/2020-12/";

    OwnResources() {
      super(List.of(), List.of());
    }

    @Override
    public @Nullable InputStreamSource getSchemaResource(AbsoluteIri iri) {
      String name = iri.toString();
      InputStream content =
          name.startsWith(IRI)
              ? MetaSchema.class.getResourceAsStream(FOLDER.concat(name.substring(IRI.length())))
              : null;
      return content == null ? null : () -> content;
    }
  }
}
