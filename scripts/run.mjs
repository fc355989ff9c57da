/**
 * `node scripts/run.mjs <script> [arguments]` runs scripts/<script>.ts on a machine that may have nothing but Node: it
 * installs what is missing first and reads TypeScript after that. One process, so that signals reach the script; and no
 * `prestart` and the like, because npm leaves those out where install scripts are off.
 */
import { ensureInstalled } from "./ensure-installed.mjs";

ensureInstalled();
const { register } = await import("tsx/esm/api");
register();
const [script] = process.argv.splice(2, 1);
await import(new URL(`./${script}.ts`, import.meta.url).href);
