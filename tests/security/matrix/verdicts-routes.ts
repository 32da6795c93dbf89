import { OPENING_HOURS } from "@/tests/helpers/opening-hours";

import {
  type Access,
  type AccessOutcome,
  everybody,
  except,
  inOrganization,
  inPortal,
  signedIn,
} from "./access";
import type { Question } from "./ask";
import type { Targets } from "./people";

export interface RouteVerdict {
  access: Access;
  /** One for every method that the route answers. */
  ask: (target: Targets, viewerId: string) => Question;
  marker?: (target: Targets) => string;
}

const JSON_TYPE = { "content-type": "application/json" };
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const EVERYBODY_HIDDEN: Access = (identity) => {
  const outcome: AccessOutcome = signedIn(identity, "own");
  return outcome === "open" ? "hidden" : outcome;
};

const get = (path: string): Question => ({ method: "GET", path });
const send = (method: string, path: string, body: unknown): Question => ({
  method,
  path,
  headers: JSON_TYPE,
  body: JSON.stringify(body),
});

const form = (path: string, body: string): Question => ({
  method: "POST",
  path,
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});

const sees = inOrganization({ least: "reader" });
const writes = inOrganization({ least: "member" });
/** Staff download files for their review. */
const downloads = except(sees, { staff: "open", administrator: "open" });

const FORM_KEY = "0b0f8f8e-6a53-4a6a-9c0f-0d4f4c9d6b11";

/** Every route of the build, by its address and method. */
export const ROUTES: Readonly<Record<string, RouteVerdict>> = {
  "GET /api/attachments/[id]": {
    access: downloads,
    ask: ({ attachment }) => get(`/api/attachments/${attachment}`),
  },
  "GET /api/attachments/[id]/preview": {
    access: sees,
    ask: ({ picture }) => get(`/api/attachments/${picture}/preview`),
  },
  "GET /api/auth/[...nextauth]": { access: everybody, ask: () => get("/api/auth/providers") },
  "POST /api/auth/[...nextauth]": {
    access: everybody,
    ask: () => send("POST", "/api/auth/callback/credentials", {}),
  },
  // It asks for its secret, not for a person.
  "GET /api/cron/sync": { access: () => "sign_in", ask: () => get("/api/cron/sync") },
  "PUT /api/drafts": {
    access: writes,
    ask: ({ ticket }) =>
      send("PUT", "/api/drafts", {
        draftKey: `reply:${ticket}`,
        formKey: FORM_KEY,
        values: { message: "Typed" },
        version: 0,
      }),
  },
  "POST /api/drafts": {
    access: writes,
    ask: ({ ticket }) =>
      send("POST", "/api/drafts", { draftKey: `reply:${ticket}`, action: "discard" }),
  },
  "POST /api/files": {
    access: writes,
    ask: ({ connection }) =>
      send("POST", "/api/files", {
        draftKey: "new",
        connectionId: connection,
        name: "log.txt",
        size: 5,
      }),
  },
  "GET /api/files/[id]": { access: EVERYBODY_HIDDEN, ask: () => get(`/api/files/${UNKNOWN}`) },
  "POST /api/files/[id]": {
    access: EVERYBODY_HIDDEN,
    ask: () => send("POST", `/api/files/${UNKNOWN}`, {}),
  },
  "DELETE /api/files/[id]": {
    access: EVERYBODY_HIDDEN,
    ask: () => ({ method: "DELETE", path: `/api/files/${UNKNOWN}` }),
  },
  "PUT /api/files/[id]/[piece]": {
    access: EVERYBODY_HIDDEN,
    ask: () => ({ method: "PUT", path: `/api/files/${UNKNOWN}/0`, body: "hello" }),
  },
  "GET /api/health": { access: everybody, ask: () => get("/api/health") },
  "POST /api/sign-in": {
    access: everybody,
    ask: () => form("/api/sign-in", "email=nobody%40example.com&password=wrong"),
  },
  "POST /api/sign-in/authenticator": {
    access: except(signedIn, { pending: "refused" }),
    ask: () => send("POST", "/api/sign-in/authenticator", { code: "000000", token: "x" }),
  },
  "POST /api/sign-in/code": { access: everybody, ask: () => form("/api/sign-in/code", "code=1") },
  "POST /api/sign-in/link": {
    access: everybody,
    ask: () => form("/api/sign-in/link", `token=${"x".repeat(43)}`),
  },
  "POST /api/sign-in/mail": {
    access: everybody,
    ask: () => form("/api/sign-in/mail", "email=nobody%40example.com"),
  },
  "POST /api/sign-in/passkey": {
    access: everybody,
    ask: () => send("POST", "/api/sign-in/passkey", {}),
  },
  "POST /api/sign-in/passkey/options": {
    access: everybody,
    ask: () => send("POST", "/api/sign-in/passkey/options", {}),
  },
  "POST /api/single-sign-on/[issuer]": {
    access: everybody,
    ask: () => form("/api/single-sign-on/unknown", "next=%2F"),
  },
  "GET /api/search": {
    access: signedIn,
    ask: () => get("/api/search?q=ticket"),
  },
  "POST /api/staff/cases/[id]": {
    access: inPortal("staff"),
    ask: ({ reviewCase }, viewerId) =>
      form(`/api/staff/cases/${reviewCase}`, `%40viewer=${viewerId}&state=open`),
  },
  "GET /api/staff/cases/[id]/case-file": {
    access: inPortal("staff"),
    ask: ({ reviewCase }) => get(`/api/staff/cases/${reviewCase}/case-file`),
  },
  "POST /api/staff/cases/[id]/reason": {
    access: inPortal("staff"),
    ask: ({ reviewCase }, viewerId) =>
      form(`/api/staff/cases/${reviewCase}/reason`, `%40viewer=${viewerId}&reason=Asked`),
  },
  "POST /api/staff/tickets/[id]/cases": {
    access: inPortal("staff"),
    ask: ({ ticket }, viewerId) =>
      form(
        `/api/staff/tickets/${ticket}/cases`,
        `%40viewer=${viewerId}&%40form-key=${FORM_KEY}&title=Started`,
      ),
  },
  "POST /api/organizations/[id]/hours": {
    access: inOrganization({ least: "manager", portal: "administrator", staffBelow: "refused" }),
    ask: ({ organization }, viewerId) =>
      form(
        `/api/organizations/${organization}/hours`,
        `%40viewer=${viewerId}&${new URLSearchParams(OPENING_HOURS).toString()}`,
      ),
  },
  "POST /api/seeing/stop": { access: signedIn, ask: () => form("/api/seeing/stop", "") },
  // Tested in tests/security/seeing.test.ts; here it would change the viewer of other requests.
  "POST /api/staff/seeing": {
    access: EVERYBODY_HIDDEN,
    ask: ({ organization }, viewerId) =>
      form(
        "/api/staff/seeing",
        `%40viewer=${viewerId}&organizationId=${organization}&userId=${UNKNOWN}`,
      ),
  },
  "GET /api/staff/tickets/updates": {
    access: inPortal("staff"),
    ask: () => get("/api/staff/tickets/updates"),
  },
  "GET /api/staff/tickets/[id]/case-file": {
    access: inPortal("staff"),
    ask: ({ ticket }) => get(`/api/staff/tickets/${ticket}/case-file`),
  },
  "GET /api/staff/tickets/export": {
    access: inPortal("staff"),
    ask: () => get("/api/staff/tickets/export?format=csv"),
  },
  "POST /api/staff/tickets/[id]/notes": {
    access: inPortal("staff"),
    ask: ({ ticket }, viewerId) =>
      form(
        `/api/staff/tickets/${ticket}/notes`,
        `%40viewer=${viewerId}&%40form-key=${FORM_KEY}&body=Noted`,
      ),
  },
  "POST /api/staff/tickets/[id]/reason": {
    access: inPortal("staff"),
    ask: ({ ticket }, viewerId) =>
      form(`/api/staff/tickets/${ticket}/reason`, `%40viewer=${viewerId}&reason=Asked`),
  },
  "GET /api/submissions/[id]": {
    access: EVERYBODY_HIDDEN,
    ask: () => get(`/api/submissions/${UNKNOWN}`),
  },
  "GET /api/tickets/[id]/files": {
    access: downloads,
    ask: ({ ticket }) => get(`/api/tickets/${ticket}/files`),
  },
  "GET /api/tickets/[id]/updates": {
    access: sees,
    ask: ({ ticket }) => get(`/api/tickets/${ticket}/updates?since=2026-01-01T00:00:00.000Z`),
  },
  "POST /api/tickets/file": {
    access: writes,
    ask: ({ connection }, viewer) =>
      form(
        "/api/tickets/file",
        `%40viewer=${viewer}&%40form-key=${FORM_KEY}&%40draft=new&%40account=${connection}`,
      ),
  },
  "POST /api/tickets/[id]/act": {
    access: writes,
    ask: ({ ticket }, viewer) =>
      form(`/api/tickets/${ticket}/act`, `%40viewer=${viewer}&reopen=${FORM_KEY}`),
  },
  "POST /api/tickets/[id]/reply": {
    access: writes,
    ask: ({ ticket }, viewer) =>
      form(
        `/api/tickets/${ticket}/reply`,
        `%40viewer=${viewer}&%40form-key=${FORM_KEY}&message=%20`,
      ),
  },
  "POST /api/views": {
    access: inOrganization({ least: "manager", staffBelow: "refused" }),
    ask: ({ organization }, viewer) =>
      form("/api/views", `%40viewer=${viewer}&name=Ours&query=turn%3Dyours&whose=${organization}`),
  },
  "GET /api/tickets/updates": { access: signedIn, ask: () => get("/api/tickets/updates") },
  // These ask for the signature of their address, not for a person.
  "GET /api/unsubscribe/[token]": {
    access: () => "hidden",
    ask: () => get(`/api/unsubscribe/${"x".repeat(60)}`),
  },
  "POST /api/unsubscribe/[token]": {
    access: () => "hidden",
    ask: () => form(`/api/unsubscribe/${"x".repeat(60)}`, "List-Unsubscribe=One-Click"),
  },
  "GET /icon.svg": { access: everybody, ask: () => get("/icon.svg") },
  "GET /apple-icon.png": { access: everybody, ask: () => get("/apple-icon.png") },
  "GET /manifest.webmanifest": { access: everybody, ask: () => get("/manifest.webmanifest") },
};
