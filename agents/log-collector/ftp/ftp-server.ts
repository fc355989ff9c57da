import { createServer } from "node:net";
import type { AgentLog } from "../../shared/agent-log";
import { listenFaultOf } from "../receive/listen-fault";
import type { Listener } from "../receive/sink";
import { ControlChannel } from "./control-channel";
import { FtpSession } from "./ftp-session";
import type { FtpSettings } from "./ftp-settings";
import { TakenFiles } from "./taken-files";

const sessionsMaximum = 100;

/**
 * An FTP server that only receives (RFC 959, explicit TLS by RFC 4217, extended passive mode by RFC 2428): one directory for
 * each data source, nothing to read, change or remove.
 * @throws ListenFault
 */
export async function listenFtp(settings: FtpSettings, log: AgentLog): Promise<Listener> {
  const taken = new TakenFiles();
  const sessions = new Map<ControlChannel, Promise<void>>();
  const server = createServer((socket) => {
    const control = new ControlChannel(socket);
    if (sessions.size >= sessionsMaximum) {
      control.reply(421, "Too many clients at once");
      return control.end();
    }
    const served = new FtpSession({ control, settings, taken, log })
      .serve()
      .catch((error) => {
        log.error({ error }, "an FTP session failed");
        control.destroy();
      })
      .finally(() => sessions.delete(control));
    sessions.set(control, served);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(listenFaultOf(error, settings.port, "TCP")));
    server.listen({ host: settings.host, port: settings.port }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
  server.on("error", (error) => log.error({ port: settings.port, error: error.message }, "listener failed"));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : settings.port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const control of sessions.keys()) {
        control.reply(421, "The collector stops");
        control.destroy();
      }
      await Promise.all(sessions.values());
      await closed;
    },
  };
}
