const deviceTypes = ["DESKTOP", "MOBILE", "TABLET", "OTHER"] as const;

/** The device types that the contract names; null for none and for any other. */
export function deviceTypeOf(deviceType: string | null): (typeof deviceTypes)[number] | null {
  return deviceTypes.find((known) => known === deviceType) ?? null;
}
