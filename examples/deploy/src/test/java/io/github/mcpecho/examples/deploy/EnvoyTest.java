package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import org.junit.jupiter.api.Test;

/** The configuration has only fields that Envoy knows, with values of their types. */
class EnvoyTest {
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(DownstreamTlsContext.getDescriptor())
          .add(HttpConnectionManager.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .add(Router.getDescriptor())
          .build();

  @Test
  void theRouteLeadsToTheClusterAndHasNoTimeout() throws Exception {
    var bootstrap = Bootstrap.newBuilder();
    JsonFormat.parser()
        .usingTypeRegistry(TYPES)
        .merge(YamlFile.document("envoy/envoy.yaml").toString(), bootstrap);
    FilterChain chain = bootstrap.getStaticResources().getListeners(0).getFilterChains(0);
    HttpConnectionManager http =
        chain.getFilters(0).getTypedConfig().unpack(HttpConnectionManager.class);
    Route route = http.getRouteConfig().getVirtualHosts(0).getRoutes(0);

    assertEquals(
        bootstrap.getStaticResources().getClusters(0).getName(), route.getRoute().getCluster());
    assertEquals(0, route.getRoute().getTimeout().getSeconds());
  }
}
