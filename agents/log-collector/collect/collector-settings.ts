import type { RotationRules } from "../spool/source-spool";
import type { SpoolLimits } from "../spool/spool-budget";
import type { TlsPaths } from "../tls-files";

/** What the command line says about how to collect. What is collected is set in the portal. */
export type CollectorSettings = {
  /** Absolute path of the spool folder. */
  spoolFolder: string;
  limits: SpoolLimits;
  rotation: RotationRules;
  /** Address to listen on. */
  host: string;
  /** The port to open in place of the one that the portal names. */
  portFor: (port: number) => number;
  /** In place of the portal's. */
  passivePorts: { first: number; last: number } | null;
  publicAddress: string | null;
  ftpUser: string;
  ftpPassword: string;
  tls: TlsPaths;
};
