import path from "node:path";
import { projectRoot } from "./project";

/** The file of a program in node_modules; run it with this Node (`node_modules/.bin` is not the same on every system). */
export function programOf(packageName: string, file: string): string {
  return path.join(projectRoot, "node_modules", packageName, file);
}
