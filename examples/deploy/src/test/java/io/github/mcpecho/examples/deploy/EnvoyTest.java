package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration has only fields that Envoy knows, with values that its own rules allow. */
class EnvoyTest {
  private static final Path CONFIGURATION = Path.of("envoy/envoy.yaml");
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(DownstreamTlsContext.getDescriptor())
          .add(HttpConnectionManager.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .add(Router.getDescriptor())
          .build();

  @Test
  void everyRuleOfEnvoyIsKept() throws Exception {
    var rules = new EnvoyRules(TYPES);

    assertEquals(List.of(), rules.violations(bootstrap(Files.readString(CONFIGURATION))));
    assertTrue(rules.checked() > 100, "only " + rules.checked() + " rules were checked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect_timeout: 5s    | connect_timeout: 0s  | Cluster.connect_timeout: gt",
        "stat_prefix: mcp       | stat_prefix: ''      | HttpConnectionManager.stat_prefix: min_len 1",
        "path: /health          | path: ''             | HttpHealthCheck.path: min_len 1",
        "unhealthy_threshold: 2 | # none               | HealthCheck.unhealthy_threshold: required",
        "max_request_headers_kb: 48 | max_request_headers_kb: 0 | HttpConnectionManager.max_request_headers_kb: gt 0",
        "key: x-forwarded-for   | key: ''              | HeaderValue.key: min_len 1",
        "path_separated_prefix: /mcp | path_separated_prefix: mcp/ | RouteMatch.path_separated_prefix: pattern",
        "{ path_separated_prefix: /mcp } | {}              | RouteMatch.path_specifier: required",
        "port_value: 443        | port_value: 70000    | SocketAddress.port_value: lte 65535",
      })
  void aRuleThatIsBrokenWouldBeFound(String right, String wrong, String violation)
      throws Exception {
    String text = Files.readString(CONFIGURATION);
    assertTrue(text.contains(right));
    List<String> found = new EnvoyRules(TYPES).violations(bootstrap(text.replace(right, wrong)));

    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).startsWith(violation), found::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "stat_prefix, stat_prefx",
    "ROUND_ROBIN, ROUND_ROBBIN",
    "use_remote_address: true, use_remote_address: yes please",
    "num_retries: 2, num_retries: two",
    "http.router.v3.Router, http.router.v3.Rooter"
  })
  void whatEnvoyDoesNotKnowWouldBeFound(String right, String wrong) throws Exception {
    String text = Files.readString(CONFIGURATION);
    assertTrue(text.contains(right));

    assertThrows(InvalidProtocolBufferException.class, () -> bootstrap(text.replace(right, wrong)));
  }

  @Test
  void theRouteLeadsToTheClusterAndHasNoTimeout() throws Exception {
    Bootstrap bootstrap = bootstrap(Files.readString(CONFIGURATION));
    FilterChain chain = bootstrap.getStaticResources().getListeners(0).getFilterChains(0);
    HttpConnectionManager http =
        chain.getFilters(0).getTypedConfig().unpack(HttpConnectionManager.class);
    Route route = http.getRouteConfig().getVirtualHosts(0).getRoutes(0);

    assertEquals(
        bootstrap.getStaticResources().getClusters(0).getName(), route.getRoute().getCluster());
    assertEquals(0, route.getRoute().getTimeout().getSeconds());
  }

  private static Bootstrap bootstrap(String yaml) throws Exception {
    var bootstrap = Bootstrap.newBuilder();
    JsonFormat.parser()
        .usingTypeRegistry(TYPES)
        .merge(YamlFile.parse(yaml).get(0).toString(), bootstrap);
    return bootstrap.build();
  }
}
