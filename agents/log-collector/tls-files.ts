import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import { ListenFault } from "./receive/listen-fault";

/** Paths of PEM files. */
export type TlsPaths = {
  /** The collector's certificate with what signs it; null where none was named. */
  certificate: string | null;
  key: string | null;
  /** Authorities whose certificates devices must show (mutual TLS, for syslog); null asks for none. */
  clientCa: string | null;
};

export type TlsMaterial = SecureContextOptions & { requestCert: boolean; rejectUnauthorized: boolean };

/**
 * Reads certificate and key, each time anew, so that a renewed one needs no restart.
 * @throws ListenFault certificate-missing, certificate-invalid
 */
export function readTlsMaterial({ certificate, key, clientCa }: TlsPaths): TlsMaterial {
  if (certificate === null || key === null)
    throw new ListenFault(
      "certificate-missing",
      "A data source over TLS needs a certificate of this collector: start it with --tls-cert and --tls-key",
    );
  const cert = read(certificate, "--tls-cert");
  const material: TlsMaterial = {
    cert,
    key: read(key, "--tls-key"),
    ...(clientCa === null ? {} : { ca: read(clientCa, "--tls-client-ca") }),
    minVersion: "TLSv1.2",
    requestCert: clientCa !== null,
    rejectUnauthorized: clientCa !== null,
  };
  const problem = problemOf(material, cert);
  if (problem !== null) throw new ListenFault("certificate-invalid", problem);
  return material;
}

/** For FTP, whose clients show no certificate. Null without a usable one. */
export function ftpSecureContext(paths: TlsPaths): SecureContext | null {
  try {
    const { cert, key, minVersion } = readTlsMaterial(paths);
    return createSecureContext({ cert, key, minVersion });
  } catch {
    return null;
  }
}

function problemOf(material: TlsMaterial, cert: string): string | null {
  try {
    createSecureContext(material);
    const end = new Date(new X509Certificate(cert).validTo);
    return end.getTime() < Date.now() ? `The certificate of --tls-cert ended on ${end.toISOString()}: renew it` : null;
  } catch (error) {
    return `--tls-cert and --tls-key cannot be used together: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function read(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ListenFault(
      "certificate-missing",
      `${option} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
