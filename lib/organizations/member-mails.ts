import type { Viewer } from "../auth/types";
import type { Db } from "../db/kysely";
import { DEFAULT_LANGUAGE, languageOf } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { queueMail } from "../mail/queue-mail";

interface Recipient {
  email: string;
  language: string | null;
}

interface MemberChange {
  kind: string;
  subject: Message;
  /** Says in one sentence what was changed. */
  text: Message;
}

/** Mails a person what the viewer has changed for them. */
export function tellMember(
  client: Db,
  { name, email: address }: Viewer,
  to: Recipient,
  change: MemberChange,
): Promise<void> {
  return tell(client, to, change, message("people.mail.help", { by: { words: name }, address }));
}

function tell(
  client: Db,
  { email, language }: Recipient,
  { kind, subject, text }: MemberChange,
  help: Message,
): Promise<void> {
  return queueMail(client, {
    kind,
    to: email,
    language: languageOf(language) ?? DEFAULT_LANGUAGE,
    content: { subject, paragraphs: [text, help], reason: message("people.mail.reason") },
  });
}

/** Mails a change by the portal's staff to the organization's managers, except its person. */
export async function tellManagers(
  client: Db,
  { email: address }: Viewer,
  organizationId: string,
  exceptUserId: string,
  change: Omit<MemberChange, "kind">,
): Promise<void> {
  const managers = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select(["u.email", "u.language"])
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.id", "<>", exceptUserId)
    .where("u.disabled_at", "is", null)
    .execute();
  const help = message("people.mail.managersHelp", { address });
  for (const manager of managers)
    await tell(client, manager, { kind: "member_added_notice", ...change }, help);
}
