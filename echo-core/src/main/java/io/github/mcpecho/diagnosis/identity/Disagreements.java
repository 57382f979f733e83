package io.github.mcpecho.diagnosis.identity;

import io.github.mcpecho.diagnosis.request.StrayCredentials;
import io.github.mcpecho.internal.http.CallerAttribute;
import io.github.mcpecho.internal.http.HeaderCatalogue;
import io.github.mcpecho.internal.http.HeaderKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds sources that name different users. */
final class Disagreements {
  /** No user has more names, and each is compared with each. */
  private static final int MOST_NAMES = 128;

  private final List<IdentityStatement> statements;
  private final List<IdentityStatement> names;
  private final Function<IdentityStatement, String> safe;

  Disagreements(
      List<IdentityStatement> statements,
      Optional<IdentityStatement> basicUser,
      Function<IdentityStatement, String> safe) {
    this.statements = statements;
    this.names =
        Stream.concat(basicUser.stream(), statements.stream())
            .filter(said -> Comparison.namesAUser(said) && said.counts())
            .limit(MOST_NAMES)
            .toList();
    this.safe = safe;
  }

  List<String> evidence() {
    if (names.isEmpty()) {
      return List.of();
    }
    var evidence = new ArrayList<String>();
    for (IdentityStatement plain : plain()) {
      if (Comparison.namesSeveral(plain)) {
        evidence.add(plain.source() + " names several users, " + safe.apply(plain));
      } else {
        String tokens =
            tokensToCompare(plain).stream()
                .flatMap(token -> contradiction(plain, token).stream())
                .collect(Collectors.joining("; "));
        if (!tokens.isEmpty()) {
          evidence.add(words(plain) + ", " + tokens);
        }
      }
    }
    evidence.addAll(emails());
    evidence.addAll(ofOneProduct());
    evidence.addAll(ofTwoProducts());
    return evidence;
  }

  /**
   * Returns the tokens to compare a plain header with. An e-mail address is the same for all
   * issuers. Other names of a user are not: they are compared with the assertion of the same proxy,
   * or with the request's own token if there is none.
   */
  private List<String> tokensToCompare(IdentityStatement plain) {
    List<IdentityStatement> signed =
        statements.stream().filter(said -> said.provenance() == Provenance.SIGNED).toList();
    boolean asserted = signed.stream().anyMatch(said -> said.family().equals(plain.family()));
    String family = asserted ? plain.family() : IdentityStatements.BEARER;
    return signed.stream()
        .filter(said -> plain.attribute() == CallerAttribute.EMAIL || said.family().equals(family))
        .map(IdentityStatement::source)
        .distinct()
        .toList();
  }

  /**
   * A user header may hold the token's sub, name or e-mail, as the proxy was configured: it
   * disagrees when it holds none of them, and the token says something of the same kind.
   */
  private Optional<String> contradiction(IdentityStatement plain, String token) {
    List<IdentityStatement> names =
        statements.stream()
            .filter(said -> said.source().equals(token) && Comparison.namesAUser(said))
            .toList();
    List<IdentityStatement> rivals =
        Comparison.mayBePairwise(plain) && isPassedOn(token) || isSettled(plain, names)
            ? List.of()
            : names.stream().filter(said -> Comparison.isComparable(plain, said)).toList();
    return rivals.isEmpty() || names.stream().anyMatch(said -> Comparison.agree(plain, said))
        ? Optional.empty()
        : Optional.of(
            token + " says " + rivals.stream().map(safe).collect(Collectors.joining(", ")));
  }

  /**
   * Returns whether the product that sends the header names the user of the token in another one,
   * beyond doubt: whatever else it calls that user is no contradiction, but for the id that it
   * signs itself.
   */
  private boolean isSettled(IdentityStatement plain, List<IdentityStatement> names) {
    boolean isIdOfTheSigner =
        plain.attribute() == CallerAttribute.USER_ID
            && names.stream()
                .anyMatch(
                    said -> said.family().equals(plain.family()) && !isPassedOn(said.source()));
    return plain.attribute() != CallerAttribute.EMAIL
        && !isIdOfTheSigner
        && statements.stream()
            .filter(said -> said.provenance() == Provenance.UNSIGNED && said.counts())
            .filter(said -> said.family().equals(plain.family()))
            .anyMatch(said -> names.stream().anyMatch(name -> Comparison.settles(said, name)));
  }

  private List<String> emails() {
    List<IdentityStatement> plain =
        names.stream()
            .filter(said -> said.provenance() == Provenance.UNSIGNED)
            .filter(said -> said.attribute() == CallerAttribute.EMAIL && Comparison.isAddress(said))
            .filter(said -> !Comparison.namesSeveral(said))
            .toList();
    return plain.stream()
        .skip(1)
        .filter(said -> !Comparison.agree(plain.get(0), said))
        .map(said -> words(plain.get(0)) + ", " + words(said))
        .toList();
  }

  /** The headers of one product, and what its claims say, are made from one user. */
  private List<String> ofOneProduct() {
    return pairs(plain(), this::rivalsOfOneProduct);
  }

  private Optional<String> rivalsOfOneProduct(IdentityStatement one, IdentityStatement other) {
    boolean areRivals =
        product(one).equals(product(other))
            && Comparison.areRivals(one, other)
            && !agreesWithAnother(one, other.source())
            && !agreesWithAnother(other, one.source());
    return areRivals ? Optional.of(words(one) + ", " + words(other)) : Optional.empty();
  }

  private boolean agreesWithAnother(IdentityStatement one, String source) {
    return names.stream()
        .anyMatch(
            said -> said != one && said.source().equals(source) && Comparison.agree(one, said));
  }

  private static <T> List<String> pairs(List<T> all, BiFunction<T, T, Optional<String>> compare) {
    var evidence = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        compare.apply(all.get(i), all.get(j)).ifPresent(evidence::add);
      }
    }
    return evidence;
  }

  /** Two products may call one user differently: one name in common is enough. */
  private List<String> ofTwoProducts() {
    Map<String, List<IdentityStatement>> products =
        names.stream()
            .filter(said -> isPlain(said) || HeaderCatalogue.find(said.source()).isAssertion())
            .filter(said -> !Comparison.isOnBehalf(said))
            .collect(
                Collectors.groupingBy(
                    Disagreements::product, LinkedHashMap::new, Collectors.toList()));
    return pairs(List.copyOf(products.values()), this::rivals);
  }

  private Optional<String> rivals(List<IdentityStatement> some, List<IdentityStatement> others) {
    Optional<String> rivals = Optional.empty();
    for (IdentityStatement one : some) {
      for (IdentityStatement other : others) {
        if (Comparison.agree(one, other)) {
          return Optional.empty();
        }
        boolean isRival = isPlain(one) || isPlain(other);
        if (rivals.isEmpty() && isRival && Comparison.areRivalLogins(one, other)) {
          rivals = Optional.of(words(one) + ", " + words(other));
        }
      }
    }
    return rivals;
  }

  private List<IdentityStatement> plain() {
    return names.stream().filter(Disagreements::isPlain).toList();
  }

  private static boolean isPlain(IdentityStatement said) {
    return said.provenance() == Provenance.UNSIGNED
        && !said.family().equals(IdentityStatements.BEARER);
  }

  private static String product(IdentityStatement said) {
    HeaderKind header = HeaderCatalogue.find(said.source());
    return header.caller().isPresent() ? header.family() : said.family();
  }

  private String words(IdentityStatement said) {
    return said.source() + " says " + safe.apply(said);
  }

  /** An access token is the client's, perhaps for another server: it asserts nothing here. */
  private static boolean isPassedOn(String token) {
    return token.equals(IdentityStatements.BEARER_SOURCE) || StrayCredentials.isAccessToken(token);
  }
}
