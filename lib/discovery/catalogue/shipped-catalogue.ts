import path from "node:path";
import { processOnce } from "@/lib/process-once";
import { type Catalogue, loadCatalogue } from "./load-catalogue";

/** The catalogue that ships with the portal, read once: the folder `catalog` where the portal was started. */
export function shippedCatalogue(): Promise<Catalogue> {
  return processOnce("app-catalogue", () => loadCatalogue(path.resolve("catalog")));
}
