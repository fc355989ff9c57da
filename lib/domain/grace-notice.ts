/** What administrators are told while `AUTH_MODE=grace` is set. */
export type GraceNotice = {
  /** For so long after the database went away known tokens are let in, revoked ones too. */
  seconds: number;
  /** The calls that really were let in that way within the last day. */
  lately: { began: Date; ended: Date; calls: number } | null;
};
