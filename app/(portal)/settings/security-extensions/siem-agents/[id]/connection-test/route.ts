import { readSiemConnectionTest } from "@/lib/siem-agents/test-siem-connection";
import { connectionTestRoute } from "@/lib/web/agent-contact";

/** How far a SIEM agent's latest connection test has come. */
export const GET = connectionTestRoute(readSiemConnectionTest);
