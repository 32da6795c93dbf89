import { type Access, everybody, inOrganization, inPortal, signedIn } from "./access";
import type { Identity, Targets } from "./people";

export interface ActionVerdict {
  access: Access;
  /** Valid, as schemas are checked before rights. */
  input: (target: Targets) => unknown;
  /** It takes a form's fields. */
  isForm?: true;
  /** What it takes: the page's viewer and the input, the input alone, or a form after its last result. */
  takes?: "input" | "form state";
  /** Only these are asked: it ends the session of whoever asks. */
  askedBy?: readonly Identity[];
}

const sees = inOrganization({ least: "reader" });
const writes = inOrganization({ least: "member" });
const manages = inOrganization({ least: "manager" });
const FORM_KEY = "0b0f8f8e-6a53-4a6a-9c0f-0d4f4c9d6b11";
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

const PORTAL = "(portal)";

/** Every server action of the build, by its file and name. */
export const ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  "(auth)/login/actions.ts › chooseLanguageAction": {
    access: everybody,
    input: () => ({ language: "en" }),
    isForm: true,
    takes: "input",
  },
  [`${PORTAL}/connections/actions.ts › connectAction`]: {
    access: inOrganization({ least: "manager", staffBelow: "refused" }),
    input: ({ organization }) => ({
      organizationId: organization,
      provider: "hostup",
      label: "Another",
      credential: "hu_live_unknown",
    }),
  },
  [`${PORTAL}/connections/actions.ts › disconnectAction`]: {
    access: manages,
    input: ({ connection }) => ({ connectionId: connection }),
  },
  [`${PORTAL}/connections/actions.ts › replaceKeyAction`]: {
    access: manages,
    input: ({ connection }) => ({ connectionId: connection, credential: "hu_live_unknown" }),
  },
  [`${PORTAL}/connections/actions.ts › syncAction`]: {
    access: sees,
    input: ({ connection }) => ({ connectionId: connection }),
  },
  [`${PORTAL}/connections/actions.ts › syncAllAction`]: {
    access: signedIn,
    input: ({ connection }) => ({ connectionIds: [connection] }),
  },
  [`${PORTAL}/settings/actions.ts › changeOrganizationSettingsAction`]: {
    access: manages,
    input: ({ organization }) => ({ organizationId: organization, useReferences: true }),
  },
  [`${PORTAL}/settings/actions.ts › changePersonSettingsAction`]: {
    access: signedIn,
    input: () => ({ language: "en", timeZone: null }),
  },
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
  [`${PORTAL}/tickets/actions.ts › syncTicketAction`]: {
    access: sees,
    input: ({ ticket }) => ({ ticketId: ticket }),
  },
  "(staff)/staff/sync/actions.ts › moveSyncAction": {
    access: inPortal("staff"),
    input: ({ connection }) => ({ connectionId: connection, move: "resume" }),
  },
};
