import { type PermissionName, PERMISSIONS, PROOF_MINUTES } from "@/lib/auth/permissions";

/** The descriptions of the permissions. */
const WORDS: Readonly<Record<PermissionName, string>> = {
  "tickets.read": "See tickets, their history, files and services",
  "tickets.write": "File tickets, reply, send files, close, reopen, solve, write drafts",
  "tickets.follow": "Follow and mute tickets, for oneself",
  "connections.read": "See connections and their state",
  "connections.connect": "Connect and rename accounts",
  "connections.manage": "Replace a key, disconnect, erase",
  "people.read": "See the people of the organization",
  "people.invite": "Invite people, resend and withdraw invitations",
  "people.manage": "Change roles, add, move and remove people",
  "templates.manage": "Save and remove templates of new tickets",
  "views.share": "Save, change and remove views of the list for everyone in the organization",
  "organization.settings": "Rename the organization, change references",
  "organization.security": "Require a second factor",
  "webhooks.manage": "Add, change and remove webhooks, test them, send and replay deliveries",
  "organizations.read": "See every organization",
  "organizations.manage": "Create organizations",
  "users.read": "See every person, their sessions and the history of their account",
  "users.manage": "Disable people, change their role in the portal, sign them out",
  "syncs.manage": "Retry, pause and resume syncs",
  "notes.write": "Read and write internal notes on tickets, remove one’s own",
  "notes.manage": "Remove anyone’s internal notes",
  "cases.write": "Read, start, change and close cases that link tickets of one organization",
  "audit.read": "Read the audit log",
  "access.read": "See what staff looked at, searched and downloaded in the organization",
};

const MEMBERS = ["reader", "member", "manager"];
const PORTAL = ["staff", "admin"];

function row(name: PermissionName): string {
  const { organization, portal, proof }: { organization?: string; portal?: string; proof?: true } =
    PERMISSIONS[name];
  const cells = [
    ...MEMBERS.map((role) => reaches(MEMBERS, role, organization)),
    ...PORTAL.map((role) => reaches(PORTAL, role, portal)),
    proof === true,
  ];
  return `| ${[WORDS[name], ...cells.map((yes) => (yes ? "yes" : "")), `\`${name}\``].join(" | ")} |`;
}

const reaches = (roles: readonly string[], role: string, least: string | undefined): boolean =>
  least !== undefined && roles.indexOf(role) >= roles.indexOf(least);

/** The unformatted text of docs/permissions.md. */
export function permissionsPage(): string {
  return `# Permissions

The rights of each role. This page is generated from the table in
[lib/auth/permissions.ts](../lib/auth/permissions.ts), which every query and command checks. A test
compares the two; \`npx vitest run --project unit scripts/docs -u\` generates the page again.

Readers, members and managers have their rights in their own organizations. Staff and
administrators have theirs in every organization. A person can have both: the rights add up. For a
customer, other organizations do not exist: their IDs get the response of unknown ones.

_Proof_: the person must have confirmed with their password, a passkey or a code within the last
${PROOF_MINUTES} minutes.

| What | Reader | Member | Manager | Staff | Administrator | Proof | Name |
| --- | --- | --- | --- | --- | --- | --- | --- |
${(Object.keys(PERMISSIONS) as PermissionName[]).map(row).join("\n")}

## Beyond the table

- A signed-out visitor, a disabled person, a session that was revoked or has ended, and one that
  lacks its second factor may do nothing.
- An organization always has a manager: the last one cannot leave, be demoted or be removed.
- No one can change their own role in the portal or disable themselves, so an administrator always
  remains.
- Staff who see the portal as a customer have that person's rights to see, in one organization, and
  may change nothing: see
  [decisions/2026-11-28-see-as-a-customer.md](decisions/2026-11-28-see-as-a-customer.md).
- Losing a role ends sessions: see
  [decisions/2026-11-27-loss-of-rights-ends-sessions.md](decisions/2026-11-27-loss-of-rights-ends-sessions.md).
`;
}
