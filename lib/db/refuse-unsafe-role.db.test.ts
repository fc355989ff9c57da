import { expect, test } from "vitest";
import { env } from "../env";
import { refuseUnsafeRole } from "./refuse-unsafe-role";

const ownDatabase = (url: string | undefined) => {
  const changed = new URL(url ?? "");
  changed.pathname = new URL(env().DATABASE_URL).pathname;
  return changed.href;
};

test("M-05: the portal runs as the role that row-level security binds", async () => {
  await expect(refuseUnsafeRole(env().DATABASE_URL)).resolves.toBeUndefined();
});

test.each([
  ["a superuser", "TEST_DATABASE_ADMIN_URL"],
  ["the owner of the tables", "TEST_DATABASE_OWNER_URL"],
])("M-05: the portal refuses to start as %s, and names the remedy", async (_who, variable) => {
  await expect(refuseUnsafeRole(ownDatabase(process.env[variable]))).rejects.toThrow("npm run db:setup");
});

test("an unreachable database is named with what to check, and never with its password", async () => {
  const attempt = refuseUnsafeRole("postgresql://portcullis_app:hunter2@127.0.0.1:1/portcullis");
  await expect(attempt).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached .* Check DATABASE_URL/);
  await expect(attempt).rejects.not.toThrow("hunter2");
});
