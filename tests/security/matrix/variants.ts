import type { Question } from "./ask";

const SUBREQUEST = Array.from({ length: 5 }, () => "middleware").join(":");
const FLIGHT = { rsc: "1" };

const withHeaders =
  (headers: Record<string, string>) =>
  (question: Question): Question => ({ ...question, headers: { ...question.headers, ...headers } });

const withPath =
  (change: (path: string) => string) =>
  (question: Question): Question => ({ ...question, path: change(question.path) });

/** Other ways to ask for the same page, each of which has opened some Next application before. */
export const VARIANTS: Readonly<Record<string, (question: Question) => Question>> = {
  flight: withHeaders(FLIGHT),
  prefetch: withHeaders({ ...FLIGHT, "next-router-prefetch": "1" }),
  "segment prefetch": withHeaders({
    ...FLIGHT,
    "next-router-prefetch": "1",
    "next-router-segment-prefetch": "/_tree",
  }),
  ".rsc": withPath((path) => `${path}.rsc`),
  "encoded path": withPath((path) =>
    path.replace(/^\/(.)/, (_all, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`),
  ),
  "doubled slash": withPath((path) => `/${path}`),
  "upper case": withPath((path) => path.replace(/^\/[a-z]+/, (part) => part.toUpperCase())),
  subrequest: withHeaders({ "x-middleware-subrequest": SUBREQUEST }),
  "subrequest in src": withHeaders({ "x-middleware-subrequest": "src/middleware" }),
  "another host": withHeaders({ host: "evil.example" }),
  "forwarded host": withHeaders({
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-for": "127.0.0.1",
  }),
};
