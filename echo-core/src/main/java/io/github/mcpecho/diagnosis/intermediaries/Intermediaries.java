package io.github.mcpecho.diagnosis.intermediaries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.internal.http.Host;
import io.github.mcpecho.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The products that one request betrays, the most telling first, and what to configure there. All
 * of it is guessed from what anybody can send. Thread-safe.
 */
public final class Intermediaries {
  /** The problem that a header of the client is lost. */
  public static final String HEADER = "HEADER";

  /** The problem that the Authorization header is lost. */
  public static final String AUTHORIZATION = "AUTHORIZATION";

  /** The problem that a header in which a proxy names the user is lost. */
  public static final String IDENTITY = "IDENTITY";

  /** The problem that the Authorization header holds an ID token. */
  public static final String ID_TOKEN = "ID_TOKEN";

  /** The problem that the Authorization header arrives under another name. */
  public static final String RENAMED = "RENAMED";

  /** The problem that a header with an underscore in its name is lost. */
  public static final String UNDERSCORE_LOST = "UNDERSCORE_LOST";

  /** The problem that a stream of events is held back until it ends. */
  public static final String BUFFERED = "BUFFERED";

  /** The problem that a stream is cut, because it is silent or lasts long. */
  public static final String CUT = "CUT";

  private static final String HOST = "HOST";
  private static final String SCHEME = "SCHEME";
  private static final int MOST_NAMED = 3;

  private final List<Product> products;

  private Intermediaries(List<Product> products) {
    this.products = products;
  }

  /** Returns the products of this request; they are looked for once. */
  public static Intermediaries of(CallContext request) {
    return request.derived(Intermediaries.class, Intermediaries::read);
  }

  private static Intermediaries read(CallContext request) {
    var seen = new Seen(request, MissingNode.getInstance());
    var shown = new ArrayList<Product>(2);
    for (Product product : Product.ALL) {
      if (product.isIn(seen)) {
        shown.add(product);
      }
    }
    return new Intermediaries(
        shown.stream()
            .filter(one -> shown.stream().noneMatch(other -> other.fits("covers", one.name())))
            .toList());
  }

  /** Returns the finding with the fix of the product that is there, if the table has one. */
  public static Finding advised(CallContext request, Finding finding) {
    String problem = Product.PROBLEMS.get(finding.id());
    if (problem == null || !finding.fix().equals(finding.kind().fix())) {
      return finding;
    }
    String fix = of(request).fix(problem, finding.fix());
    return finding.kind().found(finding.message(), finding.evidence(), fix);
  }

  /**
   * Returns what to configure, one line for each product that is there.
   *
   * @param problem of the table
   * @param general what is said if no product is recognised that has to do with it
   */
  public String fix(String problem, String general) {
    List<Product> rewriting =
        products.stream().filter(one -> one.texts("rewrites").contains(problem)).toList();
    String lines =
        (rewriting.isEmpty() ? products : rewriting)
            .stream()
                .flatMap(
                    product -> advice(product, problem).map(text -> product.name() + ": " + text))
                .limit(MOST_NAMED)
                .collect(Collectors.joining("\n"));
    return lines.isEmpty() ? general : lines;
  }

  /** Returns what to configure, if a product is recognised that has to do with it. */
  public Optional<String> advice(String problem) {
    return Optional.of(fix(problem, "")).filter(text -> !text.isEmpty());
  }

  /** A product may treat each header alike. */
  private static Stream<String> advice(Product product, String problem) {
    List<String> texts = product.texts(problem);
    boolean header = problem.equals(AUTHORIZATION) || problem.equals(IDENTITY);
    return (texts.isEmpty() && header ? product.texts(HEADER) : texts).stream();
  }

  /**
   * Returns the platform whose services call each other by such names, which clients do not use.
   */
  public static Optional<String> platformOf(Host host) {
    for (int i = 0; i < Product.PLATFORMS.size(); i++) {
      if (Product.PLATFORMS.get(i).fits("host", host.node())) {
        return Optional.of(Product.PLATFORMS.get(i).name());
      }
    }
    return Optional.empty();
  }

  /** Returns the proxy that is in front; other products are clients, or only let users in. */
  public Optional<String> proxy() {
    return products.stream()
        .filter(product -> !product.texts(SCHEME).isEmpty())
        .map(Product::name)
        .findFirst();
  }

  /** Returns the product in front that may have put this name in the place of the client's host. */
  public Optional<String> replacerOf(Host host) {
    return products.stream()
        .filter(product -> !product.texts(HOST).isEmpty() && !product.fits("host", host.node()))
        .map(Product::name)
        .findFirst();
  }

  /** Returns the product whose own token came in the place of the caller's. */
  public static Optional<String> ownerOfToken(CallContext request, JsonNode claims) {
    var seen = new Seen(request, claims);
    for (Product product : Product.ALL) {
      if (product.owns(seen)) {
        return Optional.of(product.name());
      }
    }
    return Optional.empty();
  }

  /** Returns what to configure in this product. */
  public static String fixOf(String product, String problem, String general) {
    return new Intermediaries(
            Product.ALL.stream().filter(one -> one.name().equals(product)).toList())
        .fix(problem, general);
  }

  /** Returns whether a workload of this name is a gateway, which passes on what others ask. */
  public static boolean isGateway(String workload) {
    return Product.ALL.stream().anyMatch(product -> product.fits("own", workload));
  }
}
