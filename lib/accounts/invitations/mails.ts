import type { Viewer } from "../../auth/types";
import type { Db } from "../../db/kysely";
import { type Language, languageOf } from "../../i18n/languages";
import { message } from "../../i18n/message";
import { queueMail } from "../../mail/queue-mail";
import { portalUrl } from "../../portal-url";
import { invitePageUrl, loginUrl } from "../../routes";
import type { InvitedRole } from "./schemas";

interface InvitationMail {
  email: string;
  role: InvitedRole;
  /** Null: a role in the portal. */
  organizationName: string | null;
}

/** Emails an invitation in its chosen language, as the recipient's is not known yet. */
export async function mailInvitation(
  client: Db,
  viewer: Viewer,
  { email, role, organizationName, language }: InvitationMail & { language: Language },
  token: string,
): Promise<void> {
  const values = {
    name: { words: viewer.name },
    role: message(`invitations.roles.${role}`),
    organization:
      organizationName === null ? message("invitations.thePortal") : { words: organizationName },
  };
  await queueMail(client, {
    kind: "invitation",
    to: email,
    language,
    content: {
      subject: message("invitations.mail.subject", values),
      paragraphs: [message("invitations.mail.invited", values)],
      button: { label: message("invitations.mail.button"), url: portalUrl(invitePageUrl(token)) },
      after: [message("invitations.mail.howLong")],
      reason: message("invitations.mail.reason", values),
    },
  });
}

/** Emails a person with an account that they belong to one more organization. */
export async function mailMembership(
  client: Db,
  viewer: Viewer,
  { email, role, organizationName }: InvitationMail,
  spoken: string | null,
  chosen: Language = viewer.language,
): Promise<void> {
  const language: Language = languageOf(spoken) ?? chosen;
  const values = {
    name: { words: viewer.name },
    role: message(`invitations.roles.${role}`),
    organization: { words: organizationName ?? "" },
  };
  await queueMail(client, {
    kind: "membership_added",
    to: email,
    language,
    content: {
      subject: message("invitations.addedMail.subject", values),
      paragraphs: [message("invitations.addedMail.added", values)],
      button: { label: message("invitations.addedMail.button"), url: portalUrl(loginUrl()) },
      reason: message("invitations.addedMail.reason", values),
    },
  });
}
