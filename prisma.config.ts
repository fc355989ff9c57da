import { defineConfig } from "prisma/config";

/**
 * Settings of the Prisma command line. Migrations run as the owner of the database; generating the client needs none,
 * only an address of the right form.
 */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_OWNER_URL || "postgresql://nobody@127.0.0.1:1/none" },
});
