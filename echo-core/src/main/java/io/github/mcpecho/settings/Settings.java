package io.github.mcpecho.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Values of settings. Start from the {@code DEFAULTS} of a module, which have those of the modules
 * below it too. A value that cannot be used is refused where it is given.
 *
 * <p>In whichever order they are given, what a program sets counts before flags, these before init
 * parameters, these before environment variables, and these before defaults. Immutable.
 */
public final class Settings {
  /** Where a value comes from; a later one counts before an earlier one. */
  public enum Source {
    DEFAULT,
    ENVIRONMENT,
    INIT_PARAMETER,
    FLAG,
    CODE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final System.Logger LOG = System.getLogger(Settings.class.getName());
  private static final int MOST_TOLD = 20;

  private final List<Setting<?>> declared;
  private final boolean complete;
  private final Map<Setting<?>, Value> values;
  private final Map<String, String> environment;
  private final List<String> unknown;

  private Settings(
      List<Setting<?>> declared,
      boolean complete,
      Map<Setting<?>, Value> values,
      Map<String, String> environment,
      List<String> unknown) {
    this.declared = List.copyOf(declared);
    this.complete = complete;
    this.values = Map.copyOf(values);
    this.environment = Map.copyOf(environment);
    this.unknown = List.copyOf(unknown);
  }

  /** Declares these settings; none is set. */
  public static Settings of(List<Setting<?>> declared) {
    return new Settings(declared, false, Map.of(), Map.of(), List.of());
  }

  /** Returns these settings followed by those that others declare. */
  public Settings and(Settings others) {
    var all = new ArrayList<>(declared);
    all.addAll(others.declared);
    return new Settings(all, complete, values, environment, unknown);
  }

  /**
   * Returns these settings for a program that has every module: a variable that begins as settings
   * do and is none here is unknown then. Elsewhere another module may have it.
   */
  public Settings complete() {
    return new Settings(declared, true, values, environment, unknown);
  }

  /**
   * Returns these settings with the values of variables such as {@link System#getenv()}, in place
   * of those of other variables. Logs a warning that names {@link #unknown} ones.
   *
   * @throws ConfigurationException if some of them cannot be used
   */
  public Settings withEnvironment(Map<String, String> variables) {
    return withEnvironment(variables, Map.of());
  }

  /**
   * Returns the same with the values of flags too, which count before variables.
   *
   * @param flags by {@link Setting#flagName}; others are left alone
   * @throws ConfigurationException if some of them, or of the variables, cannot be used
   */
  public Settings withEnvironment(Map<String, String> variables, Map<String, String> flags) {
    List<String> none = new SettingNames(declared).unknownVariables(variables.keySet(), complete);
    List<String> told = none.subList(0, Math.min(none.size(), MOST_TOLD));
    if (!told.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Unknown variables have no effect: {0}",
          String.join(", ", told));
    }
    var read = new Reading(values);
    read.add(Source.ENVIRONMENT, variables);
    read.add(Source.FLAG, flags);
    return new Settings(declared, complete, read.values(), variables, told);
  }

  /**
   * Returns these settings with the values of init parameters, in place of those of other ones.
   *
   * @throws ConfigurationException if some of them cannot be used, or seem to be meant as a setting
   *     and are none; parameters of others are left alone
   */
  public Settings withInitParameters(Map<String, String> parameters) {
    List<String> none = new SettingNames(declared).unknownParameters(parameters.keySet());
    if (!none.isEmpty()) {
      throw new ConfigurationException(
          "Unknown init parameters: " + String.join(", ", none) + "; see CONFIGURATION.md");
    }
    var read = new Reading(values);
    read.add(Source.INIT_PARAMETER, parameters);
    return with(read.values());
  }

  /**
   * Returns these settings with one that the program sets.
   *
   * @throws ConfigurationException if that cannot be its value
   */
  public <T> Settings with(Setting<T> setting, T value) {
    requireDeclared(setting);
    Setting.Written written = setting.written(value);
    var changed = new HashMap<>(values);
    changed.put(setting, new Value(setting.checked(value, written), written, Source.CODE));
    return with(changed);
  }

  private Settings with(Map<Setting<?>, Value> changed) {
    return new Settings(declared, complete, changed, environment, unknown);
  }

  /**
   * Returns a value.
   *
   * @throws NoSuchElementException if it is not set and has no default, see {@link #find}
   */
  public <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow(() -> new NoSuchElementException(setting + " is not set"));
  }

  /** Returns a value, nothing if it is not set and has no default. */
  @SuppressWarnings("unchecked") // A value stands beside the setting that checked it.
  public <T> Optional<T> find(Setting<T> setting) {
    requireDeclared(setting);
    Value value = values.get(setting);
    return value == null ? setting.otherwise() : Optional.of((T) value.value);
  }

  /** Returns a value as it was written, {@code (hidden)} of a secret, else the default in words. */
  public String text(Setting<?> setting) {
    Value value = values.get(setting);
    return value == null ? setting.defaultText() : setting.shown(value.written.text());
  }

  /** Returns where a value comes from. */
  public Source source(Setting<?> setting) {
    Value value = values.get(setting);
    return value == null ? Source.DEFAULT : value.source;
  }

  /**
   * Returns the name to tell whoever wrote these settings: as it was written, {@code --port} of a
   * flag; that of one that is not set is its flag too where flags were given.
   */
  public String nameOf(Setting<?> setting) {
    Value value = values.get(setting);
    if (value != null) {
      return value.written.name();
    }
    boolean byFlags = values.values().stream().anyMatch(one -> one.source == Source.FLAG);
    return byFlags ? setting.flagName() : setting.name();
  }

  /** Returns every setting that can be set here. */
  public List<Setting<?>> declared() {
    return declared;
  }

  /** Returns all variables of the environment that these settings were read from. */
  public Map<String, String> environment() {
    return environment;
  }

  /** Returns names of variables that seem to be meant as settings and are none, at most 20. */
  public List<String> unknown() {
    return unknown;
  }

  /** Returns the exception for a value that turns out to be unusable; the reason may be shown. */
  public ConfigurationException unusable(Setting<?> setting, String why) {
    Value value = values.get(setting);
    return setting.refusal(
        value == null ? new Setting.Written(setting.name(), text(setting)) : value.written, why);
  }

  private void requireDeclared(Setting<?> setting) {
    if (!declared.contains(setting)) {
      throw new IllegalArgumentException(
          setting + " is of another module: start from the DEFAULTS that have it");
    }
  }

  private record Value(Object value, Setting.Written written, Source source) {}

  /** Values that are read together: whoever set several wrong hears of all of them at once. */
  private final class Reading {
    private final Map<Setting<?>, Value> read;
    private final List<String> problems = new ArrayList<>();

    Reading(Map<Setting<?>, Value> values) {
      read = new HashMap<>(values);
    }

    void add(Source source, Map<String, String> texts) {
      read.values().removeIf(value -> value.source == source);
      // Nearly always there are no flags, and a name takes time to become one.
      for (Setting<?> setting : texts.isEmpty() ? List.<Setting<?>>of() : declared) {
        List<String> names = source == Source.FLAG ? List.of(setting.flagName()) : setting.names();
        Setting.written(names, texts).ifPresent(written -> add(setting, written, source));
      }
    }

    private void add(Setting<?> setting, Setting.Written written, Source source) {
      try {
        var value = new Value(setting.read(written), written, source);
        read.merge(
            setting, value, (before, now) -> before.source.compareTo(source) < 0 ? now : before);
      } catch (ConfigurationException e) {
        problems.add(e.getMessage());
      }
    }

    Map<Setting<?>, Value> values() {
      if (!problems.isEmpty()) {
        throw new ConfigurationException(String.join("\n", problems));
      }
      return read;
    }
  }
}
