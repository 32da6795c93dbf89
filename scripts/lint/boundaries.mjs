// Who may import whom. The first matching category counts; what no policy allows is refused.
import path from "node:path";

import boundariesPlugin from "eslint-plugin-boundaries";

const ROOT = path.resolve(import.meta.dirname, "../..");
const RULE = "boundaries/dependencies";
const TS = "{ts,tsx,mts,mjs}";

const files = [
  { category: "asset", pattern: "**/*.{css,json,svg,png,wasm}" },
  { category: "api", pattern: `app/api/**/*.${TS}` },
  {
    category: "app",
    pattern: [`app/**/*.${TS}`, "{middleware,instrumentation,instrumentation-node}.ts"],
  },
  { category: "test", pattern: ["**/*.test.{ts,tsx}", `tests/**/*.${TS}`] },
  { category: "bench", pattern: `bench/**/*.${TS}` },
  { category: "tool", pattern: [`{scripts,prisma}/**/*.${TS}`, `*.${TS}`] },
  { category: "sandbox", pattern: `sandbox/**/*.${TS}` },
  // Primitives, which know no feature.
  { category: "ui", pattern: `components/ui/**/*.${TS}` },
  { category: "component", pattern: `components/**/*.${TS}` },
  // Shared by mirrored texts and queries.
  { category: "search", pattern: "lib/search/**/*.ts" },
  // Also the scripts of a page inside of case files.
  { category: "domain", pattern: "lib/review/case-file/verifier/*.mjs" },
  // Safe in the browser: no secrets, no database, no network.
  {
    category: "plain",
    pattern: [
      "lib/{case-urls,error-codes,ids,routes,utils}.ts",
      "lib/notices/{kinds,types}.ts",
      "lib/i18n/{foreign-words,languages,message,use-texts,visible-name}.ts",
      "lib/server/action-limit.ts",
      "lib/auth/request/safe-redirect-path.ts",
      "lib/auth/seeing/paths.ts",
      "lib/text/**/*.ts",
    ],
  },
  {
    category: "form",
    pattern: [
      "lib/**/schemas.ts",
      "lib/files/{contradiction,draft-key,rules}.ts",
      "lib/drafts/account-field.ts",
      "lib/notifications/webhooks/replay-limits.ts",
      "lib/review/cases/{case-urls,limits}.ts",
      "lib/organizations/hours/{urls,week}.ts",
      "lib/tickets/filter-names.ts",
      "lib/tickets/message-text.ts",
      "lib/tickets/search-word-names.ts",
      "lib/forms/**/*.ts",
      "lib/tickets/filing/{find-secrets,looks-random,secret-kinds}.ts",
      "lib/providers/forms/*.ts",
      "lib/providers/*/{file-rules,form}.ts",
    ],
  },
  // Every language, so never in the browser.
  { category: "texts", pattern: "lib/i18n/{catalogs,pseudo,texts,stored-text}.ts" },
  { category: "auth", pattern: "lib/i18n/visitor-language.ts" },
  { category: "base", pattern: ["lib/*.ts", "lib/acts/*.ts"] },
  { category: "health", pattern: "lib/db/health.ts" },
  { category: "crypto", pattern: "lib/crypto/**/*.ts" },
  { category: "database", pattern: "lib/db/**/*.ts" },
  { category: "http", pattern: "lib/http/**/*.ts" },
  { category: "registry", pattern: "lib/providers/{registry,labels}.ts" },
  { category: "contract", pattern: "lib/providers/*.ts" },
  { category: "provider", pattern: "lib/providers/*/**/*.ts", capture: ["name"] },
  // Public; everything else in the mirror is private.
  {
    category: "mirror-door",
    pattern:
      "lib/mirror/{read-ticket,sync/run-sync,write/search/{learn-words,reindex-search},write/timeline/renew-timelines,connection/{connection-can,open-connection}}.ts",
  },
  { category: "mirror", pattern: "lib/mirror/**/*.ts" },
  // Scoped by viewer; the rest of the outbox knows no viewer.
  { category: "submission-queries", pattern: "lib/submissions/{queries,types}.ts" },
  { category: "submissions", pattern: "lib/submissions/**/*.ts" },
  // Records what is worth telling, for the mirror and the outbox; knows no domain.
  { category: "notices", pattern: "lib/notices/**/*.ts" },
  { category: "channel", pattern: "lib/{outbound,push,webhooks}/**/*.ts" },
  { category: "files", pattern: "lib/files/**/*.ts" },
  { category: "jobs", pattern: "lib/jobs/**/*.ts" },
  { category: "base", pattern: "lib/{mail/is-mail-configured,i18n/mail-language}.ts" },
  { category: "mail", pattern: "lib/mail/**/*.ts" },
  { category: "server", pattern: "lib/server/**/*.ts" },
  { category: "auth", pattern: "lib/auth/**/*.ts" },
  { category: "domain", pattern: "lib/*/**/*.ts" },
];

const LIBRARY = [
  "plain",
  "texts",
  "form",
  "base",
  "health",
  "database",
  "crypto",
  "http",
  "search",
  "registry",
  "contract",
  "provider",
  "mirror-door",
  "mirror",
  "submission-queries",
  "submissions",
  "notices",
  "channel",
  "files",
  "jobs",
  "mail",
  "auth",
  "server",
  "domain",
];
const VIEWER = ["plain", "texts", "base", "database", "health", "crypto", "auth"];
const CORE = ["plain", "texts", "base", "database", "health", "crypto", "http"];

/** For pages and route handlers. */
const ENTRY = [
  "domain",
  "submission-queries",
  "files",
  "jobs",
  "server",
  "auth",
  "form",
  "plain",
  "texts",
  "base",
  "health",
];

/** importer → what it may import */
const allowed = {
  app: ["app", "component", "ui", ...ENTRY],
  api: ["api", ...ENTRY],
  ui: ["ui", "form", "plain"],
  component: ["component", "ui", "form", "plain"],
  domain: [
    ...VIEWER,
    "domain",
    "search",
    "form",
    "registry",
    "contract",
    "mirror-door",
    "submission-queries",
    "submissions",
    "notices",
    "channel",
    "files",
    "mail",
  ],
  notices: [...CORE, "notices", "contract", "registry", "form"],
  channel: [...CORE, "channel"],
  jobs: [...CORE, "jobs", "mail", "submissions", "files", "mirror-door", "domain"],
  files: [...VIEWER, "files", "form", "registry", "contract"],
  "submission-queries": [
    ...VIEWER,
    "submission-queries",
    "submissions",
    "files",
    "form",
    "registry",
    "contract",
  ],
  submissions: [
    ...CORE,
    "submission-queries",
    "submissions",
    "notices",
    "files",
    "form",
    "registry",
    "contract",
    "mirror-door",
  ],
  mirror: [...CORE, "search", "mirror", "mirror-door", "notices", "form", "registry", "contract"],
  "mirror-door": [
    ...CORE,
    "search",
    "mirror",
    "mirror-door",
    "notices",
    "form",
    "registry",
    "contract",
  ],
  registry: ["registry", "provider", "contract", "form", "http", "plain", "base", "texts"],
  contract: ["contract", "form", "http", "plain", "base", "texts"],
  provider: ["contract", "form", "http", "plain", "base", "texts"],
  server: ["server", "auth", "plain", "texts", "base", "form"],
  auth: ["auth", "crypto", "database", "mail", "notices", "plain", "texts", "base", "form"],
  mail: [...CORE, "mail", "notices"],
  form: ["form", "plain"],
  http: ["http", "plain", "base", "texts"],
  search: ["search"],
  crypto: ["crypto", "plain", "base"],
  database: ["database", "plain", "base"],
  health: ["database", "plain", "base"],
  base: ["base", "plain", "texts"],
  texts: ["texts", "base", "plain"],
  plain: ["plain"],
  sandbox: ["sandbox"],
  test: [...LIBRARY, "component", "ui", "api", "sandbox", "bench", "tool", "test"],
  bench: [...LIBRARY, "sandbox", "bench", "tool", "test"],
  tool: [...LIBRARY, "component", "ui", "sandbox", "tool", "test"],
};

const category = (...names) => ({ file: { categories: names } });
const except = (sources) => ({ module: { origin: ["external"], source: sources } });

const FRAMEWORK = ["next", "next-auth", "react", "react-dom"];
const DATABASE = ["pg", "kysely", "kysely/*", "@prisma/*"];

const policies = [
  { from: category("*"), allow: { to: { module: { origin: ["external", "core"] } } } },
  { from: category("*"), allow: { to: category("asset") } },
  ...Object.entries(allowed).map(([from, to]) => ({
    from: category(from),
    allow: { to: category(...to) },
  })),
  // A type leaves no code behind.
  {
    from: category("component", "ui"),
    allow: { to: category(...LIBRARY), dependency: { kind: "type" } },
  },
  {
    from: category("contract", "http", "form"),
    allow: { to: category("provider", "contract"), dependency: { kind: "type" } },
  },
  // No provider imports another one's folder.
  {
    from: category("provider"),
    allow: {
      to: { file: { categories: "provider", captured: { name: "{{ from.file.captured.name }}" } } },
    },
  },
  // Only the forms' registry imports every provider's form.
  {
    from: category("provider"),
    disallow: { to: { file: { path: "lib/providers/forms/registry.ts" } } },
  },
  { from: category("provider"), disallow: { to: { file: { path: "lib/providers/*/form.ts" } } } },
  {
    from: category("provider"),
    allow: { to: { file: { path: "lib/providers/{{ from.file.captured.name }}/form.ts" } } },
  },
  {
    from: category(
      "provider",
      "contract",
      "registry",
      "http",
      "mirror",
      "mirror-door",
      "submissions",
      "submission-queries",
      "database",
      "crypto",
      "search",
    ),
    disallow: { to: except(FRAMEWORK) },
  },
  {
    from: category(
      "provider",
      "contract",
      "registry",
      "http",
      "search",
      "component",
      "ui",
      "form",
      "plain",
    ),
    disallow: { to: except(DATABASE) },
  },
  { from: category("component", "ui"), disallow: { to: { module: { origin: "core" } } } },
];

const rule = (those) => ({
  [RULE]: [
    "error",
    { default: "disallow", checkAllOrigins: true, checkUnknownLocals: true, policies: those },
  ],
});

/** Leaves out policies that cannot match the importer's files: each one costs time per import. */
const policiesOf = (importer) =>
  policies.filter(({ from }) =>
    from.file.categories.some((name) => name === "*" || name === importer),
  );

export const boundaries = [
  {
    files: [`**/*.${TS}`],
    plugins: { boundaries: boundariesPlugin },
    settings: {
      "import/resolver": {
        typescript: { alwaysTryTypes: true, project: path.join(ROOT, "tsconfig.json") },
      },
      "boundaries/root-path": ROOT,
      "boundaries/files": files,
      "boundaries/files-single-match": true,
      "boundaries/dependency-nodes": ["import", "dynamic-import", "export", "require"],
      "boundaries/legacy-templates": false,
    },
    rules: { ...rule(policies), "boundaries/no-unknown-files": "error" },
  },
  // Reversed: ESLint applies the last match, while the first category counts.
  ...files
    .filter(({ category: importer }) => importer in allowed)
    .map(({ category: importer, pattern }) => ({
      files: [pattern].flat(),
      rules: rule(policiesOf(importer)),
    }))
    .reverse(),
];
