package io.github.mcpecho.architecture;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A type of the API, and what a user can call of it. */
record PublicType(Class<?> type) {
  private static final String ROOT = "io.github.mcpecho";
  private static final Pattern NO_API =
      Pattern.compile("io\\.github\\.mcpecho\\.(internal|diagnosis|doctor\\.exchange)(\\..*)?");
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z][a-z0-9]*\\.)+(?=[A-Z])");

  /** What every object, enum and record has; to list it says nothing. */
  private static final Set<String> EVERYWHERE =
      Set.of("equals", "hashCode", "toString", "values", "valueOf");

  /** Returns the types of an artifact that are API, by name. */
  static List<PublicType> of(Artifact artifact) {
    return artifact.classNames().stream()
        .map(PublicType::load)
        .filter(PublicType::isApi)
        .map(PublicType::new)
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, PublicType.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns whether users may name this type: ours are public, and so is what they are in. */
  static boolean isApi(Class<?> type) {
    return !NO_API.matcher(type.getPackageName()).matches() && isReachable(type);
  }

  private static boolean isReachable(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return isOpen(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (enclosing == null || isReachable(enclosing));
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Returns whether this is counted as a type of its own, and not as part of another one. */
  boolean isTopLevel() {
    return type.getEnclosingClass() == null;
  }

  /** Returns the type and its members, a line each. */
  String listing() {
    var lines = new ArrayList<String>();
    lines.add(declaration() + " {");
    members().map(this::line).map(line -> "  " + line).sorted().forEach(lines::add);
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  /** Returns what signatures name although no user may: a line for each member. */
  List<String> leaks() {
    var leaks = new TreeSet<String>();
    supertypes()
        .filter(supertype -> names(supertype, PublicType::isHidden))
        .forEach(supertype -> leaks.add(type.getName() + " is a " + supertype.getTypeName()));
    members()
        .filter(member -> signature(member).anyMatch(part -> names(part, PublicType::isHidden)))
        .forEach(member -> leaks.add(type.getName() + ": " + line(member)));
    return List.copyOf(leaks);
  }

  private static boolean isHidden(Class<?> named) {
    return named.getName().startsWith(ROOT) && !isApi(named);
  }

  private String declaration() {
    String supertypes =
        supertypes()
            .filter(supertype -> !names(supertype, PublicType::isHidden))
            .map(supertype -> shorter(supertype.getTypeName()))
            .reduce((one, other) -> one + ", " + other)
            .map(all -> " : " + all)
            .orElse("");
    // Java 17 does not say that a type is sealed, later ones do.
    String text = type.toGenericString().replaceFirst("\\b(non-)?sealed ", "");
    return (type.isSealed() ? text.replaceFirst("\\b(interface|class) ", "sealed $1 ") : text)
        + supertypes;
  }

  private Stream<Type> supertypes() {
    Type superclass = type.getGenericSuperclass();
    boolean implied =
        superclass == null
            || superclass == Object.class
            || superclass == Record.class
            || type.isEnum();
    return Stream.concat(
        implied ? Stream.of() : Stream.of(superclass), Arrays.stream(type.getGenericInterfaces()));
  }

  private Stream<Member> members() {
    return Stream.<Member[]>of(
            type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
        .flatMap(Arrays::stream)
        .filter(member -> isOpen(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !EVERYWHERE.contains(member.getName()))
        .filter(member -> !overrides(member));
  }

  /** What a supertype promises already is listed there, or is a promise of the JDK or of JUnit. */
  private boolean overrides(Member member) {
    return member instanceof Method method
        && !Modifier.isStatic(method.getModifiers())
        && allSupertypes(type)
            .anyMatch(
                supertype ->
                    Arrays.stream(supertype.getDeclaredMethods())
                        .anyMatch(
                            inherited ->
                                inherited.getName().equals(method.getName())
                                    && inherited.getParameterCount()
                                        == method.getParameterCount()));
  }

  private static Stream<Class<?>> allSupertypes(Class<?> type) {
    Stream<Class<?>> direct =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return direct.flatMap(
        supertype -> Stream.concat(Stream.of(supertype), allSupertypes(supertype)));
  }

  private String line(Member member) {
    String text =
        member instanceof Field field
            ? field.toGenericString()
            : ((Executable) member).toGenericString();
    String owner = type.getName() + ".";
    String own =
        member instanceof Constructor<?>
            ? text.replace(type.getName() + "(", type.getSimpleName() + "(")
            : text.replace(owner, "");
    return shorter(own);
  }

  private static String shorter(String text) {
    return PACKAGE.matcher(text).replaceAll("").replace('$', '.');
  }

  private static Stream<Type> signature(Member member) {
    if (member instanceof Field field) {
      return Stream.of(field.getGenericType());
    }
    Executable executable = (Executable) member;
    Stream<Type> taken =
        Stream.concat(
            Arrays.stream(executable.getGenericParameterTypes()),
            Arrays.stream(executable.getGenericExceptionTypes()));
    return executable instanceof Method method
        ? Stream.concat(Stream.of(method.getGenericReturnType()), taken)
        : taken;
  }

  private static boolean names(Type type, Predicate<Class<?>> wanted) {
    return names(type, wanted, new HashSet<>());
  }

  private static boolean names(Type type, Predicate<Class<?>> wanted, Set<Type> seen) {
    if (!seen.add(type)) {
      return false;
    }
    if (type instanceof Class<?> named) {
      return named.isArray() ? names(named.getComponentType(), wanted, seen) : wanted.test(named);
    }
    return parts(type).anyMatch(part -> names(part, wanted, seen));
  }

  private static Stream<Type> parts(Type type) {
    if (type instanceof ParameterizedType generic) {
      return Stream.concat(
          Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()));
    }
    if (type instanceof GenericArrayType array) {
      return Stream.of(array.getGenericComponentType());
    }
    if (type instanceof WildcardType wildcard) {
      return Stream.concat(
          Arrays.stream(wildcard.getUpperBounds()), Arrays.stream(wildcard.getLowerBounds()));
    }
    return Arrays.stream(((TypeVariable<?>) type).getBounds());
  }
}
