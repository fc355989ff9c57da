import { generate } from "selfsigned";

/** A certificate with its private key, PEM. */
export type TestCertificate = { cert: string; key: string };

const day = 86_400_000;

/** A certificate authority of a test's own, which nothing trusts by itself. */
export async function makeAuthority(): Promise<TestCertificate> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "Authority of a test" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - 30 * day),
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { cert, key };
}

/**
 * A server's certificate, signed by an authority.
 * @param host the one DNS name that it is for
 * @param validFor days from yesterday on; 0 has expired
 */
export async function makeServerCertificate(
  authority: TestCertificate,
  { host = "localhost", validFor = 30 } = {},
): Promise<TestCertificate> {
  const begin = Date.now() - day;
  const { cert, private: key } = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(begin),
    notAfterDate: new Date(begin + validFor * day + 60_000),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: true, clientAuth: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
    ],
    ca: authority,
  });
  return { cert, key };
}
