import { DEMO_PASSWORD, PEOPLE } from "../../prisma/people";
import { hostupAccounts, upsunAccounts } from "../../sandbox/accounts";
import type { Sandboxes } from "./sandboxes";

export function summary(
  portalUrl: string,
  { hostup, upsun }: Sandboxes,
  mail: { url: string } | undefined,
  log: string,
  took: string,
): string[] {
  const widest = Math.max(...PEOPLE.map((person) => person.email.length));
  const lines = [
    "",
    `Ticketbridge is ready after ${took}:  ${portalUrl}`,
    "",
    `Sign in, with the password ${DEMO_PASSWORD}, as`,
  ];
  for (const person of PEOPLE) lines.push(`  ${person.email.padEnd(widest)}  ${person.note}`);
  lines.push("", "No second factor is required: the demo sets SECOND_FACTOR=waived");
  if (hostup || upsun)
    lines.push(
      "",
      "Sandboxes stand in for the providers; their staff answer a new ticket within some minutes",
    );
  if (hostup) lines.push(`  HostUp  ${hostup.url}`);
  if (upsun) lines.push(`  Upsun   ${upsun.url}`);
  if (mail) lines.push("", "The portal's mail is not sent; read it here", `  Mail    ${mail.url}`);
  if (hostup || upsun) lines.push("", "To connect one more account by hand");
  if (hostup)
    lines.push(
      `  HostUp API key   ${hostupAccounts.northwindStaging.key.key}   ${hostupAccounts.northwindStaging.label}`,
    );
  if (upsun)
    lines.push(
      `  Upsun API token  ${upsunAccounts.northwindStaging.key.key}   ${upsunAccounts.northwindStaging.label}`,
    );
  if (upsun)
    lines.push(
      "",
      "To mend the account whose token was revoked, as customer@contoso.example",
      `  Upsun API token  ${upsunAccounts.contoso.key.key}   Contoso apps`,
    );
  lines.push("", `The portal's log is ${log}. Ctrl-C ends everything and loses nothing.`, "");
  return lines;
}
