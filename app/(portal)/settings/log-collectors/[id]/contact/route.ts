import { getLogCollector } from "@/lib/log-collectors/list-log-collectors";
import { contactRoute } from "@/lib/web/agent-contact";

/** Whether a log collector was in contact since a moment. */
export const GET = contactRoute((caller, id) => getLogCollector(caller, id, new Date()));
