import type { SiemEvent } from "@/lib/domain/siem-feed";

/**
 * What a connection test sends: an activity whose signature and name no real event has, so that a SIEM's rules can tell it.
 * @param id of the test; `externalId` in CEF
 * @param portalUrl the portal's origin
 */
export function testEvent(input: { id: string; agentName: string; portalUrl: string; at: number }): SiemEvent {
  const { id, agentName, portalUrl, at } = input;
  const description = `Test of the connection from Portcullis by the SIEM agent ${agentName}; nothing happened`;
  return {
    kind: "activity",
    id,
    at,
    signature: "PORTCULLIS_CONNECTION_TEST",
    name: "Connection test",
    description,
    user: null,
    apps: [],
    ip: null,
    policyIds: [],
    portalUrl,
    userAgent: null,
    targetObjects: [],
    record: { _id: id, timestamp: at, eventTypeName: "PORTCULLIS_CONNECTION_TEST", description },
  };
}
