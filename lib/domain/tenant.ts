import { z } from "zod";

/** One customer of the installation. Its slug names it in its own URL and never changes hands. */
export type Tenant = {
  id: string;
  slug: string;
  name: string;
  /** Made by the demo seed, and shown as such. */
  isDemo: boolean;
};

/** The slug is a DNS label, because it becomes one. */
export const tenantSlug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9-]{1,40}[a-z0-9])$/, "slug");
