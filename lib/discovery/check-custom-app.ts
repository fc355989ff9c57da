import { isIP } from "node:net";
import { getDomain } from "tldts";
import { type CustomAppInput, customAppsMaximum } from "../domain/custom-app";
import { Failure } from "../domain/failure";
import type { StoredCustomApp } from "./custom-app-store";
import { isHostName } from "./values/host-name";

/**
 * An app as it may stand beside the tenant's others: its domains as lower-case host names without `*.`, international ones
 * in their `xn--` form.
 * @param others the tenant's own apps that are in use, but for this one
 * @param categories the ids of the catalogue
 * @throws Failure `invalid` for a domain that is none or is a public suffix (it would take everybody's traffic), an address
 * that is none, an unknown category; `conflict` for a name or place that another of the apps has, or too many apps
 */
export function checkCustomApp(
  input: CustomAppInput,
  others: readonly StoredCustomApp[],
  categories: readonly string[],
): CustomAppInput {
  if (!categories.includes(input.category))
    throw new Failure("invalid", `There is no category ${input.category}`, { field: "category" });
  const app = {
    ...input,
    domains: [...new Set(input.domains.map(readDomain))],
    addresses: [...new Set(input.addresses.map(readAddress))],
  };
  if (others.length >= customAppsMaximum)
    throw new Failure("conflict", `A tenant has at most ${customAppsMaximum} apps of its own: remove one first`, {
      messageKey: "tooManyCustomApps",
    });
  for (const other of others) {
    if (other.name.toLowerCase() === app.name.toLowerCase())
      throw new Failure("conflict", `There is an app with the name ${app.name} already`, {
        field: "name",
        messageKey: "customAppNameTaken",
      });
    const domain = app.domains.find((one) => other.domains.includes(one));
    if (domain !== undefined) throw taken("domains", domain, other.name);
    const address = app.addresses.find((one) => other.addresses.includes(one));
    if (address !== undefined) throw taken("addresses", address, other.name);
  }
  return app;
}

function readDomain(given: string): string {
  const text = given.trim().replace(/^\*\./, "").replace(/\.$/, "");
  const host = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : "";
  const isPlain = !/[/:@?#\s]/.test(text);
  if (!isPlain || !isHostName(host))
    throw new Failure("invalid", `${given.slice(0, 100)} is not a domain: write it as app.contoso.com`, {
      field: "domains",
      messageKey: "notADomain",
    });
  if (getDomain(host, { allowPrivateDomains: false }) === null)
    throw new Failure("invalid", `${host} belongs to everybody: name a domain below it`, {
      field: "domains",
      messageKey: "publicSuffix",
    });
  return host;
}

function readAddress(given: string): string {
  const text = given.trim().toLowerCase();
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  const bits = family === 6 ? 128 : 32;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits);
  if (family !== 0 && isPrefix && rest.length === 0 && !address.includes("%")) return text;
  throw new Failure("invalid", `${given.slice(0, 100)} is not an IP address or CIDR block`, {
    field: "addresses",
    messageKey: "notAnAddress",
  });
}

function taken(field: string, place: string, name: string): Failure {
  return new Failure("conflict", `${place} belongs to ${name} already`, { field, messageKey: "customAppPlaceTaken" });
}
