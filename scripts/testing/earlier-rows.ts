import { randomBytes, randomUUID } from "node:crypto";
import { hashSecret, mintSecret, parsePeppers } from "@/lib/tokens/token-secret";
import { inDatabase, insertAsOf } from "./earlier-database";

/** What the rows of an earlier release are known by. */
export type EarlierTenant = { tenantId: string; memberId: string; secret: string; revokedSecret: string };

/** How many audit rows a tenant had. */
export const earlierEvents = 5;

/**
 * Writes a tenant as a release of the database's state had it: people, a token that works and a revoked one, a log of what
 * was done, and one of each thing that the state has a table for.
 */
export async function fillAsOf(database: string, pepper: string): Promise<EarlierTenant> {
  const tenantId = randomUUID();
  const memberId = randomUUID();
  const slug = `earlier-${tenantId.slice(0, 8)}`;
  const [living, revoked] = [mintSecret("api"), mintSecret("api")];
  await inDatabase(database, async (admin) => {
    const insert = (table: string, row: Record<string, unknown>) =>
      insertAsOf(admin, table, { tenant_id: tenantId, ...row });
    await insertAsOf(admin, "tenant", { id: tenantId, slug, name: "Earlier" });
    const person = { email: `ada@${slug}.example`, name: "Ada", role: "global-administrator", joined_at: new Date() };
    await insert("member", { id: memberId, ...person });
    await insert("member_credential", { member_id: memberId, password_hash: "unusable" });
    await insert("member_session", {
      member_id: memberId,
      expires_at: new Date(Date.now() + 3_600_000),
      ip: "192.0.2.1",
    });
    for (const [token, revokedAt] of [
      [living, null],
      [revoked, new Date()],
    ] as const) {
      const id = randomUUID();
      const name = `Token ${token.publicId}`;
      await insert("api_token", { id, public_id: token.publicId, member_id: memberId, name, revoked_at: revokedAt });
      const [current] = parsePeppers(pepper);
      const secretHash = Buffer.from(hashSecret(token.secret, current));
      await insert("api_token_secret", { token_id: id, secret_hash: secretHash, key_id: current.keyId });
      await insert("token_use", { token_id: id, last_used_at: revokedAt ?? new Date() });
    }
    for (let event = 0; event < earlierEvents; event++)
      await insert("audit_event", {
        action: "token.generated",
        actor_kind: "member",
        actor_name: "Ada",
        target_kind: "token",
      });
    const hexId = () => randomBytes(12).toString("hex");
    const alert = { title: "Mass download", severity: 1, resolution: 0, stories: [0], intents: [11], entities: "[]" };
    await insert("alert", { id: hexId(), ...alert });
    const client = JSON.stringify({ family: "OTHER", browser: "Other", operatingSystem: "Other", native: false });
    const activity = { app_id: 15600, app_name: "OneDrive", event_type: "EVENT_CATEGORY_LOGIN", source: 2, client };
    await insert("activity", { id: hexId(), ...activity, objects: "[]" });
    await insert("entity", { id: `ada@${slug}.example`, saas: 15600, inst: 0, status: 2, display_name: "Ada" });
    await insert("policy", { id: hexId(), type: "FILE", name: "Cards shared", severity: 2, is_enabled: true });
    await insert("ip_range", { id: hexId(), name: "Office", category: 1 });
    await insert("cloud_file", { id: hexId(), name: "plan.docx", collaborators: "[]", access_level: 0, type: 1 });
    const report = { id: hexId(), kind: "input", name: "Proxy", anonymizes_users: false };
    await insert("discovery_stream", report);
    const traffic = { stream_id: report.id, app_id: 11627, target: "", user_name: "amy", source_ip: "10.0.0.1" };
    await insert("discovery_traffic", traffic);
    await insert("discovery_upload", { stream_id: report.id, state: "done", source: "SQUID", file_name: "access.log" });
  });
  return { tenantId, memberId, secret: living.secret, revokedSecret: revoked.secret };
}
