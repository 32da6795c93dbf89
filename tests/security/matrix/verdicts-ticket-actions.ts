import { inOrganization, signedIn } from "./access";
import type { ActionVerdict } from "./action-verdict";

const sees = inOrganization({ least: "reader" });
const writes = inOrganization({ least: "member" });

const FORM_KEY = "0b0f8f8e-6a53-4a6a-9c0f-0d4f4c9d6b11";
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

const PORTAL = "(portal)";

export const TICKET_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${PORTAL}/tickets/actions.ts › actOnTicketAction`]: {
    access: writes,
    input: ({ ticket }) => ({ formKey: FORM_KEY, ticketId: ticket, action: "close" }),
  },
  [`${PORTAL}/tickets/actions.ts › decideSubmissionAction`]: {
    access: (identity, side) =>
      signedIn(identity, side) === "open" ? "hidden" : signedIn(identity, side),
    input: () => ({ submissionId: UNKNOWN, decision: "drop" }),
  },
  [`${PORTAL}/tickets/actions.ts › fileTicketAction`]: {
    access: writes,
    input: ({ connection }) => ({ formKey: FORM_KEY, connectionId: connection, values: {} }),
  },
  [`${PORTAL}/tickets/actions.ts › filingChoicesAction`]: {
    access: writes,
    input: ({ connection }) => ({ connectionId: connection, values: {} }),
  },
  [`${PORTAL}/tickets/actions.ts › resendFilesAction`]: {
    access: writes,
    input: ({ ticket }) => ({ formKey: FORM_KEY, ticketId: ticket, files: [UNKNOWN] }),
  },
  [`${PORTAL}/tickets/actions.ts › sendReplyAction`]: {
    access: writes,
    input: ({ ticket }) => ({ formKey: FORM_KEY, ticketId: ticket, message: "Hello" }),
  },
  [`${PORTAL}/tickets/actions.ts › setCollaboratorsAction`]: {
    access: writes,
    input: ({ ticket }) => ({ formKey: FORM_KEY, ticketId: ticket, ids: [] }),
  },
  [`${PORTAL}/tickets/known-actions.ts › knownTicketsAction`]: {
    access: writes,
    input: ({ connection }) => ({ connectionId: connection, subject: "Server down", values: {} }),
  },
  [`${PORTAL}/tickets/setting-actions.ts › followTicketAction`]: {
    access: inOrganization({ least: "reader", portal: "staff" }),
    input: ({ ticket }) => ({ ticketId: ticket, level: "follow" }),
  },
  [`${PORTAL}/tickets/setting-actions.ts › markSensitiveAction`]: {
    access: writes,
    input: ({ ticket }) => ({ ticketId: ticket, isSensitive: true }),
  },
  [`${PORTAL}/tickets/setting-actions.ts › setTicketPrivacyAction`]: {
    // Nobody filed the tickets of the matrix here.
    access: (identity, side) =>
      writes(identity, side) === "open" ? "refused" : writes(identity, side),
    input: ({ ticket }) => ({ ticketId: ticket, isPrivate: true }),
  },
  [`${PORTAL}/tickets/list-actions.ts › markTicketsReadAction`]: {
    access: inOrganization({ least: "reader" }),
    input: ({ ticket }) => ({ ticketIds: [ticket], newestEventId: "0" }),
  },
  [`${PORTAL}/tickets/list-actions.ts › archiveTicketsAction`]: {
    access: inOrganization({ least: "reader" }),
    input: ({ ticket }) => ({ ticketIds: [ticket], newestEventId: "0", isArchived: false }),
  },
  [`${PORTAL}/tickets/list-actions.ts › closeTicketsAction`]: {
    access: writes,
    input: ({ ticket }) => ({ items: [{ ticketId: ticket, formKey: FORM_KEY }] }),
  },
  [`${PORTAL}/tickets/actions.ts › syncTicketAction`]: {
    access: sees,
    input: ({ ticket }) => ({ ticketId: ticket }),
  },
};
