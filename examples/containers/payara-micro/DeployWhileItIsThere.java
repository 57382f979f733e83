import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.File;

/** Starts Payara Micro on a port, and deploys a WAR for as long as the file is there. */
class DeployWhileItIsThere {
  private static final String NAME = "mcp-echo";

  public static void main(String[] arguments) throws Exception {
    PayaraMicroRuntime runtime =
        PayaraMicro.getInstance()
            .setHttpPort(Integer.parseInt(arguments[0]))
            .setNoCluster(true)
            .bootStrap();
    var war = new File(arguments[1]);
    while (true) {
      boolean isDeployed = runtime.getDeployedApplicationNames().contains(NAME);
      if (war.exists() && !isDeployed) {
        runtime.deploy(NAME, NAME, war);
      } else if (!war.exists() && isDeployed) {
        runtime.undeploy(NAME);
      }
      Thread.sleep(100);
    }
  }
}
