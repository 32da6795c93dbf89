import type { MembershipRole } from "../auth/types";
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
  /** One sentence that says what was changed. */
  text: Message;
}

/** The person who made a change. */
interface Changer {
  name: string;
  email: string;
}

/** Emails a person what the viewer has changed for them. */
export function tellMember(
  client: Db,
  { name, email: address }: Changer,
  { email, language }: Recipient,
  { kind, subject, text }: MemberChange,
): Promise<void> {
  return queueMail(client, {
    kind,
    to: email,
    language: languageOf(language) ?? DEFAULT_LANGUAGE,
    content: {
      subject,
      paragraphs: [text, message("people.mail.help", { by: { words: name }, address })],
      reason: message("people.mail.reason"),
    },
  });
}

/** An act of an administrator, or its result. */
type PortalAct = "added" | "invited" | "accepted" | "role";

interface ToldOrganization {
  organizationId: string;
  /** Its name. */
  organization: string;
  by: Changer;
}

interface ToldPerson {
  /** Null for an invited address without an account. */
  userId: string | null;
  /** The name, or the address of a person without one. */
  name: string;
  role: MembershipRole;
}

/** Emails an administrator's act to the organization's managers, except its person. */
export async function tellManagers(
  client: Db,
  act: PortalAct,
  { organizationId, organization, by }: ToldOrganization,
  { userId, name, role }: ToldPerson,
): Promise<void> {
  const managers = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select(["u.email", "u.language"])
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.id", "<>", userId ?? "")
    .where("u.disabled_at", "is", null)
    .execute();
  const values = { by: { words: by.name }, name: { words: name }, organization, role };
  for (const { email, language } of managers)
    await queueMail(client, {
      kind: "managers_notice",
      to: email,
      language: languageOf(language) ?? DEFAULT_LANGUAGE,
      content: {
        subject: message(`people.mail.managers.${act}Subject`, { organization }),
        paragraphs: [
          message(`people.mail.managers.${act}`, values),
          message("people.mail.managers.help", { address: by.email }),
        ],
        reason: message("people.mail.managers.reason", { organization }),
      },
    });
}
