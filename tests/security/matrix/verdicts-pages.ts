import {
  type Access,
  everybody,
  except,
  inOrganization,
  inPortal,
  nobody,
  signedIn,
} from "./access";
import type { Targets } from "./people";

export interface PageVerdict {
  access: Access;
  /** The address, if it has a parameter. */
  path?: (target: Targets) => string;
  /** On the page, and in no refused answer. */
  marker?: (target: Targets) => string;
}

const TOKEN = "x".repeat(43);
const sees = inOrganization({ least: "reader" });

/** Every page of the build. */
export const PAGES: Readonly<Record<string, PageVerdict>> = {
  "/": { access: signedIn },
  "/connections": { access: signedIn },
  "/connections/new": { access: signedIn },
  "/dev/components": { access: nobody },
  "/login": { access: except(everybody, { pending: "verify" }) },
  // Only on the way back from an issuer.
  "/login/link-identity": { access: () => "sign_in" },
  "/login/reset": { access: everybody },
  "/login/verify": { access: except(signedIn, { pending: "open" }) },
  // Open to every holder of a secret link; without a valid token they say that it no longer works.
  "/confirm-address/[token]": { access: everybody, path: () => `/confirm-address/${TOKEN}` },
  "/first-administrator/[token]": {
    access: everybody,
    path: () => `/first-administrator/${TOKEN}`,
  },
  "/invite/[token]": { access: everybody, path: () => `/invite/${TOKEN}` },
  "/keep-address/[token]": { access: everybody, path: () => `/keep-address/${TOKEN}` },
  "/link/[token]": { access: everybody, path: () => `/link/${TOKEN}` },
  "/notifications": { access: signedIn },
  "/organization": { access: signedIn },
  "/organization/webhooks/[id]": {
    access: inOrganization({ least: "manager", below: "hidden" }),
    path: ({ webhook }) => `/organization/webhooks/${webhook}`,
    marker: ({ webhookUrl }) => webhookUrl,
  },
  "/reset/[token]": { access: everybody, path: () => `/reset/${TOKEN}` },
  // It leads customers away.
  "/seeing": { access: signedIn },
  "/services": { access: signedIn },
  "/services/[id]": {
    access: sees,
    path: ({ service }) => `/services/${service}`,
    marker: ({ serviceName }) => serviceName,
  },
  "/settings": { access: signedIn },
  "/settings/access": { access: signedIn },
  "/settings/access/days": { access: signedIn },
  "/settings/notifications": { access: signedIn },
  "/settings/security": { access: signedIn },
  "/staff/audit": { access: inPortal("staff") },
  "/staff/cases": { access: inPortal("staff") },
  "/staff/cases/[id]": {
    access: inPortal("staff"),
    path: ({ reviewCase }) => `/staff/cases/${reviewCase}`,
    marker: ({ caseTitle }) => caseTitle,
  },
  "/staff/organizations": { access: inPortal("staff") },
  "/staff/organizations/[id]": {
    access: inPortal("staff"),
    path: ({ organization }) => `/staff/organizations/${organization}`,
    marker: ({ personName }) => personName,
  },
  "/staff/people": { access: inPortal("staff") },
  "/staff/people/[id]": {
    access: inPortal("staff"),
    path: ({ user }) => `/staff/people/${user}`,
    marker: ({ personName }) => personName,
  },
  "/staff/services/[id]": {
    access: inPortal("staff"),
    path: ({ service }) => `/staff/services/${service}`,
    marker: ({ serviceName }) => serviceName,
  },
  "/staff": { access: inPortal("staff") },
  "/staff/submissions": { access: inPortal("staff") },
  "/staff/sync": { access: inPortal("staff") },
  "/staff/sync/[id]": {
    access: inPortal("staff"),
    path: ({ connection }) => `/staff/sync/${connection}`,
    marker: ({ connectionLabel }) => connectionLabel,
  },
  "/staff/tickets": { access: inPortal("staff") },
  "/staff/tickets/[id]": {
    access: inPortal("staff"),
    path: ({ ticket }) => `/staff/tickets/${ticket}`,
    marker: ({ subject }) => subject,
  },
  "/tickets": { access: signedIn },
  "/tickets/[id]": {
    access: sees,
    path: ({ ticket }) => `/tickets/${ticket}`,
    marker: ({ subject }) => subject,
  },
  "/tickets/new": { access: signedIn },
  "/unsubscribe/[token]": { access: everybody, path: () => `/unsubscribe/${TOKEN}` },
  "/trivial": { access: nobody },
};
