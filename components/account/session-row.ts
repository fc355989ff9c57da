import type { ListedSession } from "@/lib/domain/session";

/** A session as people recognise it: by its browser and system. */
export type SessionRow = ListedSession & { client: { browser: string; system: string } | null };
