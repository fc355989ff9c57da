import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const program = "/usr/sbin/rsyslogd";
/** What the tests load besides the program: TLS, and the CEF parser of liblognorm. */
const modules = ["lmnsd_ossl.so", "mmnormalize.so", "imtcp.so", "imudp.so"];

/**
 * The rsyslog that tests of the SIEM agent send to; it is installed from Debian when it is missing and we are root. Null on
 * a machine where it cannot be had: the tests that need it are then skipped with a reason, and fail in CI.
 */
export function findSyslogReceiver(): string | null {
  if (isComplete()) return program;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = (...args: string[]) => spawnSync("apt-get", ["-qq", ...args], { stdio: "ignore", env });
    apt("update");
    apt("install", "-y", "--no-install-recommends", "rsyslog", "rsyslog-openssl");
  }
  return isComplete() ? program : null;
}

/** Debian keeps modules below the architecture's own folder. */
function isComplete(): boolean {
  if (!existsSync(program)) return false;
  const folders = existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => name.includes("linux-gnu")) : [];
  return folders.some((folder) =>
    modules.every((module) => existsSync(path.join("/usr/lib", folder, "rsyslog", module))),
  );
}
