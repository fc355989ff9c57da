import { getSiemAgent } from "@/lib/siem-agents/list-siem-agents";
import { contactRoute } from "@/lib/web/agent-contact";

/** Whether a SIEM agent was in contact since a moment. */
export const GET = contactRoute(getSiemAgent);
