import { isLoopbackHost } from "@/lib/domain/loopback-host";

/** The file in which the commands keep the token: whoever lists the machine's processes reads an argument, not a file. */
const tokenFile = "./siem-token";

/** Two lines for a shell: the token goes into a file that only its owner reads, and the agent starts from the portal. */
export function shellCommand(origin: string, secret: string): string {
  return [`(umask 077 && printf %s '${secret}' > ${tokenFile})`, `${program(origin)} ${options(origin)}`].join("\n");
}

/** The same for a container or a service manager, by environment. */
export function environmentFile(origin: string, secret: string): string {
  return [`PORTCULLIS_URL=${origin}`, `PORTCULLIS_TOKEN=${secret}`].join("\n");
}

/** What checks the way of an event step by step, and sends one test event. */
export function testCommand(origin: string): string {
  return `${program(origin)} ${options(origin)} --test`;
}

/** A portal that is served without TLS to other machines says so in the command, because the agent asks for it. */
function options(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  const isPlain = protocol === "http:" && !isLoopbackHost(hostname);
  return `--url ${origin} --token-file ${tokenFile}${isPlain ? " --allow-plain-http" : ""}`;
}

/** npm looks names up as the system does, which knows `localhost` but may not know the names below it. */
function program(origin: string): string {
  const source = origin.replace(/\/\/[^/:]+\.localhost(?=[:/]|$)/, "//localhost");
  return `npx --yes ${source}/downloads/portcullis-siem-agent.tgz`;
}
