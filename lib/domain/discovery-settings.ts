import { z } from "zod";

/** What a tenant has set for Cloud Discovery as a whole. */
export type DiscoverySettings = {
  /** Whether new reports keep user names encrypted only, unless somebody says otherwise. */
  anonymizesUsers: boolean;
};

export const defaultDiscoverySettings: DiscoverySettings = { anonymizesUsers: false };

export const discoverySettingsInput = z.strictObject({ anonymizesUsers: z.boolean() });
