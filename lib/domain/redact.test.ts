import { expect, test } from "vitest";
import { mintSecret } from "../tokens/token-secret";
import { redact } from "./redact";

test("a token of any kind in a log line leaves only its kind and public id", () => {
  for (const kind of ["api", "siem-agent", "log-collector"] as const) {
    const { secret, publicId } = mintSecret(kind);
    const line = redact(`{"url":"/x?token=${secret}","error":"cannot parse Token ${secret}"}`);
    expect(line).not.toContain(secret);
    expect(line).not.toContain(secret.slice(16, 40));
    expect(line.match(new RegExp(publicId, "g"))).toHaveLength(2);
  }
});
