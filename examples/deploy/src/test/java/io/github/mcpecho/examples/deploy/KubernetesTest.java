package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every object has only fields that Kubernetes knows, and they name each other right. */
class KubernetesTest {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Deployment", V1Deployment.class,
          "Service", V1Service.class,
          "PodDisruptionBudget", V1PodDisruptionBudget.class,
          "Ingress", V1Ingress.class,
          "Secret", V1Secret.class);

  @Test
  void theServiceFindsThePodsAndTheirPort() throws IOException {
    V1Deployment deployment = object(V1Deployment.class);
    V1Service service = object(V1Service.class);
    V1ServicePort port = service.getSpec().getPorts().get(0);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    V1ContainerPort listening = container(deployment).getPorts().get(0);

    assertEquals(labels, service.getSpec().getSelector());
    assertEquals(labels, deployment.getSpec().getSelector().getMatchLabels());
    assertEquals(
        labels, object(V1PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    assertEquals(listening.getName(), port.getTargetPort().getStrValue());
    assertEquals(3000, listening.getContainerPort(), "the default of MCP_ECHO_PORT");
  }

  @Test
  void theIngressFindsTheService() throws IOException {
    V1Service service = object(V1Service.class);
    var rule = object(V1Ingress.class).getSpec().getRules().get(0);
    var backend = rule.getHttp().getPaths().get(0).getBackend().getService();

    assertEquals(service.getMetadata().getName(), backend.getName());
    assertEquals(service.getSpec().getPorts().get(0).getName(), backend.getPort().getName());
  }

  @Test
  void everyProbeAsksThePortThatIsServed() throws IOException {
    V1Container container = container(object(V1Deployment.class));

    for (V1Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertEquals(
          container.getPorts().get(0).getName(), probe.getHttpGet().getPort().getStrValue());
    }
  }

  @Test
  void aPodThatDrainsIsNotReadyButAliveForAsLongAsItNeeds() throws IOException {
    V1Deployment deployment = object(V1Deployment.class);
    V1Container container = container(deployment);
    int needed =
        container.getEnv().stream()
            .filter(
                variable ->
                    List.of("MCP_ECHO_DRAIN_DELAY", "MCP_ECHO_STOP_TIMEOUT")
                        .contains(variable.getName()))
            .mapToInt(variable -> Integer.parseInt(variable.getValue()))
            .sum();

    assertEquals("/health", container.getReadinessProbe().getHttpGet().getPath());
    assertEquals("/livez", container.getLivenessProbe().getHttpGet().getPath());
    assertTrue(
        deployment.getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds() > needed);
  }

  @Test
  void theKeyIsThatOfTheSecret() throws IOException {
    V1Secret secret = object(V1Secret.class);
    V1SecretKeySelector key =
        container(object(V1Deployment.class)).getEnv().stream()
            .filter(variable -> variable.getName().equals("MCP_ECHO_KEY"))
            .map(V1EnvVar::getValueFrom)
            .map(source -> Objects.requireNonNull(source.getSecretKeyRef()))
            .findFirst()
            .orElseThrow();

    assertEquals(secret.getMetadata().getName(), key.getName());
    assertEquals(List.of(key.getKey()), List.copyOf(secret.getStringData().keySet()));
  }

  @Test
  void aFieldThatDoesNotExistWouldBeFound() throws IOException {
    JsonObject deployment =
        objects().filter(object -> kind(object).equals("Deployment")).findFirst().orElseThrow();
    deployment.getAsJsonObject("spec").addProperty("replica", 2);

    assertThrows(RuntimeException.class, () -> read(deployment, V1Deployment.class));
  }

  /** Reads all of them, so that whatever is wrong in any is found. */
  private <T> T object(Class<T> type) throws IOException {
    return objects()
        .map(object -> read(object, Objects.requireNonNull(KINDS.get(kind(object)), "kind")))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Object read(JsonObject object, Class<?> type) {
    return JSON.deserialize(object.toString(), type);
  }

  private static String kind(JsonObject object) {
    return object.get("kind").getAsString();
  }

  private static Stream<JsonObject> objects() throws IOException {
    return Stream.concat(
        YamlFile.documents("kubernetes/secret.yaml").stream(),
        YamlFile.documents("kubernetes/mcp-echo.yaml").stream());
  }

  private static V1Container container(V1Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
