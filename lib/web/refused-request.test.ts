import { expect, test } from "vitest";
import { refusalOf, refusalOfSender } from "./refused-request";

const headers = (bytes: number) => ["Host", "x".repeat(bytes - "Host".length)];

test("H-03: pages take the methods of browsers, and no other", () => {
  for (const method of ["GET", "HEAD", "POST"])
    expect(refusalOf({ url: "/", method, rawHeaders: [] }, false)).toBeNull();
  for (const method of ["TRACE", "TRACK", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", ""])
    expect(refusalOf({ url: "/", method, rawHeaders: [] }, false)).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD, POST" },
    });
  expect(refusalOf({ url: "/", method: "DELETE", rawHeaders: [] }, true)).toBeNull();
});

test("H-05: headers of 8 KiB reach the API, and a byte more does not", () => {
  expect(refusalOf({ url: "/", method: "GET", rawHeaders: headers(8_192) }, true)).toBeNull();
  expect(refusalOf({ url: "/", method: "GET", rawHeaders: headers(8_193) }, true)).toMatchObject({ status: 431 });
  expect(refusalOf({ url: "/", method: "GET", rawHeaders: headers(8_193) }, false)).toBeNull();
});

test("H-01: a target that is no path is refused, whatever host it names", () => {
  for (const url of ["http://contoso.example/api/v1/me", "contoso.example:443", "*", ""])
    for (const isForApi of [true, false])
      expect(refusalOf({ url, method: "GET", rawHeaders: [] }, isForApi)).toMatchObject({ status: 400 });
});

test("B-06: what another host sends is refused; the own host, also by another scheme, and no Origin go on", () => {
  const own = "https://contoso.portal.example:8443";
  const judged = (origin: string | undefined, method = "POST") => refusalOfSender({ method, headers: { origin } }, own);
  for (const origin of [own, "http://contoso.portal.example:8443", undefined]) expect(judged(origin)).toBeNull();
  for (const origin of [
    "null",
    "",
    "*",
    "file://",
    "https://contoso.portal.example",
    "https://fabrikam.portal.example:8443",
    "https://evil.contoso.portal.example:8443",
    "https://contoso.portal.example:8443.evil.example",
    "https://evil.example/contoso.portal.example:8443",
  ])
    expect(judged(origin), origin).toMatchObject({ status: 403 });
  expect(judged("https://evil.example", "GET")).toBeNull();
});
