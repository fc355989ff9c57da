/** How an agent ends. A service manager restarts it on `failed` and `portUnavailable` alone: the others need a person. */
export const exitCodes = {
  /** Stopped by a signal, or all checks of `--test` passed. */
  stopped: 0,
  /** An error that nobody foresaw; the log has it in full. */
  failed: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** The portal does not know the token: it is wrong, was regenerated, or the agent was deleted. */
  invalidToken: 3,
  /** The proxy's address cannot be understood. */
  invalidProxy: 4,
  /** A step of `--test` failed. */
  checkFailed: 5,
  /** No port of the configuration can be opened. */
  portUnavailable: 6,
  /** The agent is disabled in the portal. */
  disabled: 7,
  /** A file or folder that the command line names cannot be used. */
  configuration: 8,
  /** Another program works in the same folder. */
  alreadyRunning: 9,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the agent with a sentence for whoever started it. */
export class AgentStop extends Error {
  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
    this.name = "AgentStop";
  }
}
