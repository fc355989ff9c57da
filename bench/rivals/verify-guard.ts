/**
 * The product's guard called as a function, without a server: `verify-guard.ts <milliseconds>` prints the verifications a
 * second, sixteen in flight over sixty-four tokens. Settings and the tokens come from the environment.
 */
import { openGuard } from "@/lib/tokens/open-guard";

const inFlight = 16;
const tokens = (process.env.GUARD_SECRETS ?? "").split(",");
const guard = await openGuard();

async function during(milliseconds: number): Promise<number> {
  const until = performance.now() + milliseconds;
  const began = performance.now();
  let count = 0;
  const lane = async () => {
    while (performance.now() < until) {
      // The clock is asked once in a hundred: it would cost a good part of a verification.
      for (let index = 0; index < 100; index += 1) {
        const authorization = `Token ${tokens[count++ % tokens.length]}`;
        await guard.tokens.admit({
          rawHeaders: ["Host", "localhost", "Authorization", authorization],
          url: "/api/v1/me/",
          authorization,
          host: { kind: "base" },
          source: "192.0.2.1",
        });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (count * 1_000) / (performance.now() - began);
}

await during(1_000);
console.log(JSON.stringify({ guard: await during(Number(process.argv[2])) }));
process.exit(0);
