import { packageUrl, plainHttpOption } from "@/components/agents/agent-start";
import type { CollectorSource } from "@/lib/domain/log-collector";
import { isFtp, passivePorts } from "@/lib/domain/log-collector-ports";

/** The file in which the commands keep the token: whoever lists the machine's processes reads an argument, not a file. */
const tokenFile = "./collector-token";
const environmentFile = "./collector.env";
const program = "portcullis-log-collector";
/** Where the package's Dockerfile has its volume. */
const spoolInside = "/var/spool/portcullis";

/** What a collector is started with. */
export type CollectorStart = {
  /** The tenant's own. */
  origin: string;
  name: string;
  secret: string;
  /** Where devices send their logs to. */
  host: string;
  sources: readonly Pick<CollectorSource, "receiver" | "port">[];
};

/** Two lines for a shell: the token goes into a file that only its owner reads, and the collector starts. */
export function shellCommand({ origin, secret, name, sources }: CollectorStart): string {
  return [
    `(umask 077 && printf %s '${secret}' > ${tokenFile})`,
    `${asRoot(sources)}npx --yes ${packageUrl(origin, program)} ${options(origin, name)}`,
  ].join("\n");
}

/** The same in a container, which is built from the package and keeps what waits in a volume of its own. */
export function dockerCommand({ origin, secret, name, host, sources }: CollectorStart): string {
  const hasFtp = sources.some(({ receiver }) => isFtp(receiver));
  const outside = hasFtp && /^\d+(\.\d+){3}$/.test(host) ? ` --ftp-public-address ${host}` : "";
  return [
    `(umask 077 && printf 'PORTCULLIS_URL=%s\\nPORTCULLIS_TOKEN=%s\\n' '${origin}' '${secret}' > ${environmentFile})`,
    `curl -fsSL ${origin}/downloads/${program}.tgz | tar xz && docker build -t ${program} package`,
    `docker run -d --name ${name} --restart unless-stopped --stop-timeout 30 \\`,
    ...publishedPorts(sources).map((port) => `  -p ${port} \\`),
    `  -v ${name}-spool:${spoolInside} --env-file ${environmentFile} \\`,
    `  ${program} --spool ${spoolInside}${outside}${plainHttpOption(origin)}`,
  ].join("\n");
}

/** The same as a service that starts with the machine, by the unit of the package. */
export function systemdCommand({ origin, secret }: CollectorStart): string {
  const unit = `/etc/systemd/system/${program}.service`;
  return [
    `sudo mkdir -p /opt/portcullis && curl -fsSL ${origin}/downloads/${program}.tgz | sudo tar xz --strip-components=1 -C /opt/portcullis`,
    `printf %s '${secret}' | sudo install -D -m 600 /dev/stdin /etc/portcullis/collector-token`,
    `sudo install -m 644 /opt/portcullis/${program}.service ${unit}`,
    `printf '[Service]\\nEnvironment=PORTCULLIS_URL=%s\\n' '${origin}' | sudo install -D -m 644 /dev/stdin ${unit}.d/url.conf`,
    `sudo systemctl daemon-reload && sudo systemctl enable --now ${program}`,
  ].join("\n");
}

/** What checks portal, token, disk, certificate and ports step by step on the machine, and sends nothing. */
export function testCommand({ origin, name, sources }: Pick<CollectorStart, "origin" | "name" | "sources">): string {
  return `${asRoot(sources)}npx --yes ${packageUrl(origin, program)} ${options(origin, name)} --test`;
}

function options(origin: string, name: string): string {
  return `--url ${origin} --token-file ${tokenFile} --spool ./${name}-spool${plainHttpOption(origin)}`;
}

/** Ports below 1024 are for those who may. */
function asRoot(sources: CollectorStart["sources"]): string {
  return sources.some(({ port }) => port < 1024) ? "sudo " : "";
}

/** Each port once, as `docker run -p` takes it; passive FTP has a range. */
export function publishedPorts(sources: CollectorStart["sources"]): string[] {
  const ports = sources.map(({ receiver, port }) => `${port}:${port}${receiver === "syslog-udp" ? "/udp" : ""}`);
  const { first, last } = passivePorts;
  const passive = sources.some(({ receiver }) => isFtp(receiver)) ? [`${first}-${last}:${first}-${last}`] : [];
  return [...new Set([...ports, ...passive])];
}
