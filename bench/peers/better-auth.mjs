/**
 * better-auth's verifyApiKey, called as a function: `better-auth.mjs <connection string> <milliseconds>` prints the
 * verifications a second of both ways to keep keys, sixteen in flight over sixty-four keys, as JSON.
 */
import { apiKey } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import pg from "pg";

const [connectionString, milliseconds] = process.argv.slice(2);
const keys = 64;
const inFlight = 16;

async function measure(plugin, rest) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  const auth = betterAuth({
    database: pool,
    secret: "a secret of forty characters for this run",
    baseURL: "http://localhost",
    emailAndPassword: { enabled: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [apiKey({ rateLimit: { enabled: false }, ...plugin })],
    ...rest,
  });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  const email = `bench${Math.random()}@bench.example`;
  const { user } = await auth.api.signUpEmail({ body: { email, name: "Bench", password: "a long password" } });
  const made = [];
  for (let index = 0; index < keys; index += 1)
    made.push((await auth.api.createApiKey({ body: { userId: user.id, name: `key ${index}` } })).key);
  const verify = async (index) => {
    const { valid, error } = await auth.api.verifyApiKey({ body: { key: made[index % keys] } });
    if (!valid) throw new Error(JSON.stringify(error));
  };
  const during = async (time) => {
    const until = performance.now() + time;
    let count = 0;
    const lane = async () => {
      while (performance.now() < until) await verify(count++);
    };
    const began = performance.now();
    await Promise.all(Array.from({ length: inFlight }, lane));
    return (count * 1_000) / (performance.now() - began);
  };
  await during(1_000);
  const perSecond = await during(Number(milliseconds));
  await pool.end();
  return perSecond;
}

const memory = new Map();
const secondaryStorage = {
  get: async (key) => memory.get(key) ?? null,
  set: async (key, value) => void memory.set(key, value),
  delete: async (key) => void memory.delete(key),
};
const database = await measure({}, {});
const map = await measure(
  { storage: "secondary-storage", deferUpdates: true },
  { secondaryStorage, advanced: { backgroundTasks: { handler: (task) => void task.catch(() => undefined) } } },
);
console.log(JSON.stringify({ database, map }));
process.exit(0);
