import type { Caller } from "../domain/access";

/** Somebody who has not signed in yet: a caller without a principal. */
export type Visitor = Omit<Caller, "principal">;
