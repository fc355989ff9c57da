import { expect, test } from "vitest";
import { clientFamily, clientName } from "./client-name";

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
    "Chrome 143, Windows",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
    "Edge 143, Windows",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145, macOS"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1",
    "Safari 26, iOS",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/143.0.0.0 Safari/537.36",
    "Chrome 143, Linux",
  ],
  ["curl/8.9.1", "curl/8.9.1"],
  ["python-requests/2.32.3", "python-requests/2.32.3"],
  ["Splunk-AddOn/4.2 (linux; amd64)", "Splunk-AddOn/4.2"],
  ["", ""],
])("%s is known as %s", (userAgent, name) => {
  expect(clientName(userAgent)).toBe(name);
});

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
    "Edge",
  ],
  ["Mozilla/5.0 (compatible; Poller/1.0)", "Mozilla"],
  ["curl/8.9.1", "curl"],
  ["python-requests/2.32.3", "python-requests"],
  ["Splunk-AddOn/4.2 (linux; amd64)", "Splunk-AddOn"],
  ["node", "node"],
  ["  axios/1.7.7", "axios"],
  ["x".repeat(300), "x".repeat(64)],
  ["/1.0", ""],
  ["", ""],
])("%s is of the family %s", (userAgent, family) => {
  expect(clientFamily(userAgent)).toBe(family);
});
