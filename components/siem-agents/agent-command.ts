import { packageUrl, plainHttpOption } from "@/components/agents/agent-start";

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

function options(origin: string): string {
  return `--url ${origin} --token-file ${tokenFile}${plainHttpOption(origin)}`;
}

function program(origin: string): string {
  return `npx --yes ${packageUrl(origin, "portcullis-siem-agent")}`;
}
