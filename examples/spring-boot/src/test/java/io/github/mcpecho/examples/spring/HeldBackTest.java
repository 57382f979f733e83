package io.github.mcpecho.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** What Spring's filter for entity tags does to a stream: it collects what the servlet writes. */
class HeldBackTest {
  private static final String EVENTS =
      "{\"events\":2,\"intervalMs\":10},\"_meta\":{\"progressToken\":\"t\"}";

  /** Not annotated, lest the application finds it by itself. */
  static class EtagsEverywhere {
    @Bean
    ShallowEtagHeaderFilter etags() {
      return new ShallowEtagHeaderFilter();
    }
  }

  /** The fix of the finding. */
  static class EtagsElsewhere {
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
      var etags = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
      etags.addUrlPatterns("/shop/*");
      return etags;
    }
  }

  @Test
  void trial_w03_theEtagFilterOfSpringHoldsStreamsBackAndIsAFinding() throws Exception {
    try (RunningShop shop = RunningShop.with("none", EtagsEverywhere.class)) {
      assertEquals(List.of("STREAM_HELD_BACK"), findings(shop));
    }
  }

  @Test
  void trial_w03_withThePathLeftOutOfItThereIsNone() throws Exception {
    try (RunningShop shop = RunningShop.with("none", EtagsElsewhere.class)) {
      assertEquals(List.of(), findings(shop));
    }
  }

  private static List<String> findings(RunningShop shop) throws Exception {
    return shop.stream("requestTiming", EVENTS)
        .at("/structuredContent/findings")
        .findValuesAsText("id")
        .stream()
        .filter(id -> id.startsWith("STREAM_"))
        .toList();
  }
}
