import { config } from "zod/v4/core";

// Zod would try once per page whether it may compile code, which the content security policy refuses and reports.
config({ jitless: true });
