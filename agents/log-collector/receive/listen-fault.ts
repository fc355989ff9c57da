import type { DataSourceFault } from "@/lib/domain/log-collector-feed";

/** Why a listener could not be opened, in a word for the portal and a sentence for the log. */
export class ListenFault extends Error {
  constructor(
    readonly fault: DataSourceFault,
    message: string,
  ) {
    super(message);
    this.name = "ListenFault";
  }
}

/** A system error in the words of somebody who wants to mend it. */
export function listenFaultOf(error: unknown, port: number, protocol: "TCP" | "UDP"): ListenFault {
  if (error instanceof ListenFault) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const place = `${protocol} port ${port}`;
  if (code === "EADDRINUSE")
    return new ListenFault(
      "port-in-use",
      `${place} is in use by another program (\`ss -lnp\` shows which): stop that, or move this data source with --map-port ${port}=OTHER`,
    );
  if (code === "EACCES")
    return new ListenFault(
      "port-forbidden",
      `${place} may not be opened by this user: ports below 1024 need root or CAP_NET_BIND_SERVICE (the systemd unit has it). Without that, move them with --port-offset 10000 or --map-port ${port}=${port + 10_000} and let the devices send there`,
    );
  const detail = error instanceof Error ? error.message : String(error);
  return new ListenFault("listener-failed", `${place} cannot be opened (${detail})`);
}
