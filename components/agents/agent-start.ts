import { isLoopbackHost } from "@/lib/domain/loopback-host";

/** Where the portal offers an agent's package. npm looks names up as the system does, which may not know `*.localhost`. */
export function packageUrl(origin: string, program: string): string {
  return `${origin.replace(/\/\/[^/:]+\.localhost(?=[:/]|$)/, "//localhost")}/downloads/${program}.tgz`;
}

/** A portal that is served without TLS to other machines says so in the command, because the agent asks for it. */
export function plainHttpOption(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !isLoopbackHost(hostname) ? " --allow-plain-http" : "";
}
