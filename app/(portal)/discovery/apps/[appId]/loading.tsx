import DiscoveryLoading from "../../loading";

/** An app's page begins with its numbers, as the dashboard does. */
export default function AppLoading() {
  return <DiscoveryLoading />;
}
