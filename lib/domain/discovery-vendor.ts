import type { DiscoverySource } from "./discovery-source";

/** How makers begin the names of their products, where it takes more than the first word. */
const VENDORS = ["Blue Coat", "Check Point", "Digital Arts", "Menlo Security", "Open Systems", "Palo Alto Networks"];

/** Who makes what writes this log; "Generic" for formats that many write. */
export function vendorOf({ name }: Pick<DiscoverySource, "name">): string {
  return VENDORS.find((vendor) => name.startsWith(vendor)) ?? name.split(" ")[0] ?? name;
}
