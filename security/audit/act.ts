import type { AuditAction } from "@/lib/domain/audit-event";
import type { World } from "./world";

/** Something that somebody can do and that the audit log tells of. */
export type Act = {
  /** Through what it is done: `action revokeTokenAction`, `API closeBenign`, or a use-case that pages and jobs call. */
  entrance: string;
  /** What the log says afterwards, row by row. One row, unless the act is several. */
  rows: readonly AuditAction[];
  /** The row is the only thing that is written: the act is that somebody was told something, or refused. */
  tellsOnly?: boolean;
  /** Makes what it is done to, and says how it is done. */
  prepare: (world: World) => Promise<() => Promise<unknown>> | (() => Promise<unknown>);
};

/** An act that leaves one row, which is nearly all of them. */
export function act(entrance: string, row: AuditAction, prepare: Act["prepare"]): Act {
  return { entrance, rows: [row], prepare };
}

/** One that is several at once, such as the end of an agent and of its token. */
export function acts(entrance: string, rows: readonly AuditAction[], prepare: Act["prepare"]): Act {
  return { entrance, rows, prepare };
}

/** One that writes nothing but its row. */
export function telling(entrance: string, row: AuditAction, prepare: Act["prepare"]): Act {
  return { entrance, rows: [row], tellsOnly: true, prepare };
}
