/**
 * Who may import whom (ARCHITECTURE.md has the table in prose). Each rule names a room and what it may not reach; what is
 * not in the table is refused. Tests stand outside where they need rows of other features.
 */

/** Tests, and the programs that they start as processes of their own. */
const TESTS = "\\.(test|process)\\.tsx?$";
const ROOMS_OF_EDGES = "rest|web|i18n|api-contract|domain|db|guard";
/** A feature is any folder of lib that is none of the other rooms. */
const FEATURE = `^lib/(?!(?:${ROOMS_OF_EDGES})/)([^/]+)/`;
/** What a feature may ask of another: an audit row, an agent's token and connection test, an end to tokens that were found, a job, a place for files, alerts, that a change counts everywhere. */
const OPEN_TO_FEATURES =
  "^lib/(audit/record-event|tokens/(issue-agent-token|revoke-found-tokens)|connection-tests/connection-tests|revocation/confirm-everywhere|jobs/(define-job|enqueue-job)|storage/(storage|file-store|file-parts)|policies/raise-alerts|alerts/raise-system-alerts)\\.ts$";
const PRISMA_CLIENT = "^lib/db/(client|create-client|generated)|^node_modules/(@prisma|\\.prisma)/";
const FRAMEWORKS = "^node_modules/(next|next-auth|next-intl|react|react-dom|fastify|@fastify)/";

/** A room whose imports are all listed: whatever else it imports is an error. */
function only(name, from, allowed, comment) {
  return { name, severity: "error", comment, from: { pathNot: TESTS, ...from }, to: { pathNot: allowed } };
}

function never(name, from, to, comment) {
  return { name, severity: "error", comment, from: { pathNot: TESTS, ...from }, to };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    only(
      "domain-is-pure",
      { path: "^lib/domain/" },
      "^lib/domain/|^node_modules/zod/",
      "The vocabulary stands on nothing but zod.",
    ),
    only(
      "contract-is-data",
      { path: "^lib/api-contract/" },
      "^lib/(api-contract|domain)/|^node_modules/zod/",
      "The REST promise is data over the vocabulary.",
    ),
    only(
      "guard-knows-no-server",
      { path: "^lib/guard/" },
      "^lib/(guard|domain)/|^lib/tokens/token-secret\\.ts$|^(node:)?(crypto|perf_hooks)$",
      "The guard's rules know neither Fastify nor Postgres nor the time: all of it is handed in.",
    ),
    never(
      "feature-knows-no-edge",
      { path: FEATURE },
      { path: `${FRAMEWORKS}|^lib/(rest|web|i18n|api-contract)/|^(app|components|prisma|scripts)/` },
    ),
    never(
      "feature-knows-no-sibling",
      { path: FEATURE },
      { path: FEATURE, pathNot: ["^lib/$1/", OPEN_TO_FEATURES] },
      "Features meet in the database and in the vocabulary; only the audit record, agents' tokens and tests, the end of found tokens, confirmation, jobs, files and the alerts of policies are open to all.",
    ),
    never(
      "only-stores-know-prisma",
      { path: FEATURE, pathNot: ["-store\\.ts$", TESTS] },
      { path: PRISMA_CLIENT },
      "The queries of a feature stand in one kind of file.",
    ),
    only(
      "db-knows-no-feature",
      { path: "^lib/db/" },
      "^lib/(db/|env\\.ts|log\\.ts|process-once\\.ts)|^node_modules/|^[a-z_:/]+$",
    ),
    never(
      "edge-goes-through-use-cases",
      { path: "^lib/(rest|web)/" },
      { path: "-store\\.ts$|^lib/db/|^(app|components|prisma|scripts)/" },
    ),
    never("rest-and-web-are-apart", { path: "^lib/(rest|web)/" }, { path: "^lib/(rest|web)/", pathNot: "^lib/$1/" }),
    never(
      "components-get-rows-as-props",
      { path: "^components/" },
      { path: "^(lib/(?!domain/)|app/|prisma/|scripts/)|^node_modules/(@prisma|pg|fastify)/" },
    ),
    never(
      "pages-go-through-use-cases",
      { path: "^app/" },
      { path: "-store\\.ts$|^lib/(db|rest)/|token-secret\\.ts$|^(prisma|scripts)/|^node_modules/(@prisma|pg)/" },
    ),
    never(
      "prisma-scripts-are-narrow",
      { path: "^prisma/" },
      {
        path: "^(lib|app|components|scripts)/",
        pathNot: "^lib/(domain/|db/(create-client|transaction|generated)|tokens/token-secret\\.ts|one-time-code\\.ts)",
      },
      "Seed and factories write rows; they may know the client, the vocabulary and how a secret is hashed.",
    ),
    never(
      "e2e-stands-outside",
      { path: "^e2e/" },
      {
        path: "^(lib|app|components|prisma|scripts)/",
        pathNot:
          "^lib/(domain|api-contract)/|^lib/db/create-client\\.ts$|^prisma/[a-z-]*factories\\.ts$|^prisma/demo-people\\.ts$",
      },
    ),
    never(
      "agents-stand-alone",
      { path: "^agents/" },
      { path: "^(lib/(?!domain/)|app|components|prisma|scripts|e2e)" },
      "Agents run on other machines: with the portal they share the vocabulary alone.",
    ),
    never("nobody-imports-agents", { pathNot: ["^agents/", TESTS] }, { path: "^agents/" }),
    never("nobody-imports-scripts", { pathNot: ["^(scripts|bench)/", TESTS] }, { path: "^scripts/" }),
    never(
      "nobody-imports-security",
      { pathNot: "^security/" },
      { path: "^security/" },
      "Attacks on the whole product: they may know every room, and no room knows them.",
    ),
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "^(node_modules|lib/db/generated)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
