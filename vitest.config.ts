import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/**
 * Unit tests (`*.test.ts`) need nothing. Database tests (`*.db.test.ts`) need the server that `npm test` starts for them,
 * where each file gets a database of its own, cloned from a migrated template. Fault tests (`*.faults.test.ts`) bring a
 * server of their own, which they freeze and kill.
 */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: `${root}${path.sep}` }] },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A part without tests is judged by whoever counts (scripts/test.ts).
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{agents,lib,prisma,components,scripts,security}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{db,faults}.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "faults",
          include: ["lib/**/*.faults.test.ts", "lib/guard/interleavings.test.ts"],
          fileParallelism: false,
          testTimeout: 30 * 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["{lib,prisma,scripts,security}/**/*.db.test.ts"],
          setupFiles: ["lib/db/test-database.ts"],
        },
      },
    ],
  },
});
