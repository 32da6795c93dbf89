import type { OtherAct } from "@/lib/audit/acts";
import type { Translate } from "@/lib/i18n/message";

import { personActText } from "../people/staff/person-audit-text";

const TEXTS = {
  "audit.listed": "audit.acts.auditListed",
  "audit.searched": "audit.acts.auditSearched",
  "attachment.downloaded": "audit.acts.attachmentDownloaded",
  "attachments.downloaded": "audit.acts.attachmentsDownloaded",
  "connection.created": "audit.acts.connectionCreated",
  "connection.disconnected": "audit.acts.connectionDisconnected",
  "connection.erased": "audit.acts.connectionErased",
  "connection.key_replaced": "audit.acts.connectionKeyReplaced",
  "connection.renamed": "audit.acts.connectionRenamed",
  "connection.viewed": "audit.acts.connectionViewed",
  "connections.listed": "audit.acts.connectionsListed",
  "identity.linked": "audit.acts.identityLinked",
  "identity.removed": "audit.acts.identityRemoved",
  "invitation.accepted": "audit.acts.invitationAccepted",
  "invitation.sent": "audit.acts.invitationSent",
  "invitation.withdrawn": "audit.acts.invitationWithdrawn",
  "organization.created": "audit.acts.organizationCreated",
  "organization.renamed": "audit.acts.organizationRenamed",
  "organization.second_factor_changed": "audit.acts.organizationFactor",
  "organization.settings_changed": "audit.acts.organizationSettings",
  "organization.template_removed": "audit.acts.templateRemoved",
  "organization.template_saved": "audit.acts.templateSaved",
  "organization.view_removed": "audit.acts.viewRemoved",
  "organization.view_saved": "audit.acts.viewSaved",
  "organization.viewed": "audit.acts.organizationViewed",
  "organizations.listed": "audit.acts.organizationsListed",
  "organizations.searched": "audit.acts.organizationsSearched",
  "people.listed": "audit.acts.peopleListed",
  "people.searched": "audit.acts.peopleSearched",
  "person.viewed": "audit.acts.personViewed",
  "service.viewed": "audit.acts.serviceViewed",
  "submission.accepted": "audit.acts.submissionAccepted",
  "submission.drop": "audit.acts.submissionDropped",
  "submission.send_again": "audit.acts.submissionSentAgain",
  "submission.take_back": "audit.acts.submissionTakenBack",
  "sync.full_sweep": "audit.acts.syncFull",
  "sync.pause": "audit.acts.syncPaused",
  "sync.resume": "audit.acts.syncResumed",
  "sync.retry": "audit.acts.syncRetried",
  "ticket.made_private": "audit.acts.ticketPrivate",
  "ticket.marked_sensitive": "audit.acts.ticketSensitive",
  "ticket.shared": "audit.acts.ticketShared",
  "ticket.unmarked_sensitive": "audit.acts.ticketNotSensitive",
  "ticket.viewed": "audit.acts.ticketViewed",
  "tickets.listed": "audit.acts.ticketsListed",
  "tickets.searched": "audit.acts.ticketsSearched",
  "webhook.added": "audit.acts.webhookAdded",
  "webhook.changed": "audit.acts.webhookChanged",
  "webhook.removed": "audit.acts.webhookRemoved",
  "webhook.replayed": "audit.acts.webhookReplayed",
  "webhook.resent": "audit.acts.webhookResent",
  "webhook.secret_renewed": "audit.acts.webhookSecret",
  "webhook.tested": "audit.acts.webhookTested",
  "webhook.turned_off": "audit.acts.webhookOff",
  "webhook.turned_on": "audit.acts.webhookOn",
} as const satisfies Record<OtherAct, string>;

/** Returns the text of an act, or null for one of another version of the portal. */
export function actText(t: Translate, action: string): string | null {
  if (Object.hasOwn(TEXTS, action)) return t(TEXTS[action as OtherAct]);
  return personActText(t, action);
}
