package io.github.mcpecho.examples.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V2CrossVersionObjectReference;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
          "HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "NetworkPolicy", V1NetworkPolicy.class,
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
  void everyProbeAsksTheManagementPort() throws IOException {
    V1Container container = container(object(V1Deployment.class));
    V1ContainerPort management = container.getPorts().get(1);

    assertEquals(
        management.getContainerPort().toString(), variable(container, "MCP_ECHO_MANAGEMENT_PORT"));
    for (V1Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getReadinessProbe(),
            container.getLivenessProbe())) {
      assertEquals(management.getName(), probe.getHttpGet().getPort().getStrValue());
    }
  }

  @Test
  void theAutoscalerScalesTheDeploymentAndNothingElseDoes() throws IOException {
    V1Deployment deployment = object(V1Deployment.class);
    V2HorizontalPodAutoscaler autoscaler = object(V2HorizontalPodAutoscaler.class);
    V2CrossVersionObjectReference target = autoscaler.getSpec().getScaleTargetRef();

    assertEquals(deployment.getKind(), target.getKind());
    assertEquals(deployment.getApiVersion(), target.getApiVersion());
    assertEquals(deployment.getMetadata().getName(), target.getName());
    assertNull(deployment.getSpec().getReplicas());
    assertTrue(
        autoscaler.getSpec().getMinReplicas()
            > object(V1PodDisruptionBudget.class).getSpec().getMinAvailable().getIntValue());
  }

  @Test
  void theNetworkPolicyIsForThePodsAndTheirPorts() throws IOException {
    V1Deployment deployment = object(V1Deployment.class);
    V1NetworkPolicy policy = object(V1NetworkPolicy.class);

    assertEquals(
        deployment.getSpec().getTemplate().getMetadata().getLabels(),
        policy.getSpec().getPodSelector().getMatchLabels());
    assertEquals(
        container(deployment).getPorts().stream().map(V1ContainerPort::getName).toList(),
        policy.getSpec().getIngress().stream()
            .flatMap(rule -> rule.getPorts().stream())
            .map(V1NetworkPolicyPort::getPort)
            .map(port -> port.getStrValue())
            .toList());
    assertEquals(
        List.of(), policy.getSpec().getEgress(), "the server opens no connection of its own");
  }

  @Test
  void theServiceMonitorFindsTheServiceAndItsPort() throws IOException {
    JsonObject monitor =
        YamlFile.document("kubernetes/prometheus-operator/service-monitor.yaml")
            .getAsJsonObject("spec");
    V1Service service = object(V1Service.class);
    JsonObject endpoint = monitor.getAsJsonArray("endpoints").get(0).getAsJsonObject();

    assertEquals(
        new Gson().toJsonTree(service.getMetadata().getLabels()),
        monitor.getAsJsonObject("selector").get("matchLabels"));
    assertTrue(
        service.getSpec().getPorts().stream()
            .anyMatch(port -> port.getName().equals(endpoint.get("port").getAsString())));
    assertEquals("/metrics", endpoint.get("path").getAsString());
  }

  @Test
  void kustomizeHasEveryFileAndTheImageThatIsPublished() throws IOException {
    JsonObject kustomization = YamlFile.document("kubernetes/kustomization.yaml");
    JsonObject image = kustomization.getAsJsonArray("images").get(0).getAsJsonObject();
    String published = image.get("name").getAsString() + ":" + image.get("newTag").getAsString();

    assertEquals(
        new Gson().toJsonTree(List.of("mcp-echo.yaml", "autoscaler.yaml", "network-policy.yaml")),
        kustomization.get("resources"));
    assertEquals(published, container(object(V1Deployment.class)).getImage());
    assertTrue(Files.readString(Path.of("compose.yaml")).contains("image: " + published + "\n"));
    assertTrue(Files.readString(Path.of("Dockerfile")).contains("-t " + published + " "));
    assertTrue(Files.readString(Path.of("image.sh")).contains("name=" + published + "\n"));
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
    List<JsonObject> objects = new ArrayList<>();
    for (String file : List.of("secret", "mcp-echo", "autoscaler", "network-policy")) {
      objects.addAll(YamlFile.documents("kubernetes/" + file + ".yaml"));
    }
    return objects.stream();
  }

  private static String variable(V1Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .map(V1EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static V1Container container(V1Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
