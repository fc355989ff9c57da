import { readCollectorConnectionTest } from "@/lib/log-collectors/test-collector-connection";
import { connectionTestRoute } from "@/lib/web/agent-contact";

/** How far a log collector's latest connection test has come. */
export const GET = connectionTestRoute(readCollectorConnectionTest);
