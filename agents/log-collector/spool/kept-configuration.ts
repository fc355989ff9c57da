import { open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { type CollectorConfiguration, collectorConfiguration } from "@/lib/domain/log-collector-feed";
import { syncFolder } from "./disk";

const fileName = "configuration.json";

/** Keeps the configuration that holds, so that a machine that starts while the portal is away listens all the same. */
export async function keepConfiguration(folder: string, configuration: CollectorConfiguration): Promise<void> {
  const target = path.join(folder, fileName);
  const handle = await open(`${target}.new`, "w");
  try {
    await handle.writeFile(JSON.stringify(configuration));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${target}.new`, target);
  await syncFolder(folder);
}

/** The configuration of an earlier run; null where there is none, or none that can be read. */
export async function findKeptConfiguration(folder: string): Promise<CollectorConfiguration | null> {
  try {
    return collectorConfiguration.parse(JSON.parse(await readFile(path.join(folder, fileName), "utf8")));
  } catch {
    return null;
  }
}
