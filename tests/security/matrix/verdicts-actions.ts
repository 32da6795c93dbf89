import { everybody, except, inOrganization, inPortal, signedIn } from "./access";
import type { ActionVerdict } from "./action-verdict";
import { TEMPLATE_ACTIONS } from "./verdicts-template-actions";
import { TICKET_ACTIONS } from "./verdicts-ticket-actions";
import { VIEW_ACTIONS } from "./verdicts-view-actions";

const sees = inOrganization({ least: "reader" });
const manages = inOrganization({ least: "manager" });
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

const PORTAL = "(portal)";
const TOKEN = "x".repeat(43);
const SECURITY = `${PORTAL}/settings/security`;
const LINKS = "(auth)/link-actions.ts";

/** Guarded by a secret link or by the input, for every caller. */
const visitorForm: ActionVerdict = {
  access: everybody,
  input: () => ({ token: TOKEN }),
  takes: "form state",
};

/** Concerns the viewer alone: the input has no id of another person. */
const own = (input: unknown = {}): ActionVerdict => ({ access: signedIn, input: () => input });

/** Without an organization or a person behind it, everybody finds nothing. */
const unknownId = (input: unknown): ActionVerdict => ({
  access: (identity, side) => {
    const outcome = signedIn(identity, side);
    return outcome === "open" ? "hidden" : outcome;
  },
  input: () => input,
});

const TOLD = `${PORTAL}/settings/notifications/actions.ts`;
const PUSH = `${PORTAL}/settings/notifications/push-actions.ts`;

const NOTICE_SETTINGS: Readonly<Record<string, ActionVerdict>> = {
  [`${TOLD} › changeNoticeChoiceAction`]: own({
    kind: "answered",
    choice: { in_app: true, mail: "digest", push: true },
  }),
  [`${TOLD} › changeNoticeTimesAction`]: own({ digestAt: 450, quiet: null }),
  [`${TOLD} › followOrganizationAction`]: {
    access: inOrganization({ least: "reader" }),
    input: ({ organization }) => ({ organizationId: organization, level: "all" }),
  },
  [`${TOLD} › sendTestMailAction`]: own(),
  [`${PUSH} › subscribePushAction`]: own({
    endpoint: "https://push.example/unknown",
    p256dh: `B${"A".repeat(86)}`,
    auth: "A".repeat(22),
  }),
  [`${PUSH} › removePushAction`]: unknownId({ id: UNKNOWN }),
  [`${PUSH} › sendTestPushAction`]: own(),
};

const ACCOUNT_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${LINKS} › acceptInvitationAction`]: visitorForm,
  [`${LINKS} › acceptInvitationSignedInAction`]: visitorForm,
  [`${LINKS} › confirmAddressAction`]: visitorForm,
  [`${LINKS} › createFirstAdministratorAction`]: visitorForm,
  [`${LINKS} › resetPasswordAction`]: visitorForm,
  [`${LINKS} › stopAddressChangeAction`]: visitorForm,
  "(auth)/login/link-identity/actions.ts › linkIdentityAction": visitorForm,
  "(auth)/login/reset/actions.ts › askResetAction": visitorForm,
  "(auth)/login/verify/actions.ts › signOutAction": {
    access: everybody,
    input: () => undefined,
    takes: "input",
    isForm: true,
    askedBy: ["anonymous"],
  },
  "(auth)/login/verify/actions.ts › verifyAction": {
    access: except(signedIn, { pending: "open" }),
    input: () => ({}),
    takes: "form state",
  },
  "proof-actions.ts › askForPasskeyAction": unknownId({}),
  "proof-actions.ts › proofChoiceAction": own(),
  "proof-actions.ts › proveIdentityAction": own({ method: "code", code: "000000" }),
  // Only for people without a password.
  "proof-actions.ts › sendProofCodeAction": {
    access: (identity, side) => {
      const outcome = signedIn(identity, side);
      return outcome === "open" ? "refused" : outcome;
    },
    input: () => ({}),
  },
  [`${SECURITY}/password-actions.ts › askAddressChangeAction`]: own({ email: "no address" }),
  [`${SECURITY}/password-actions.ts › changePasswordAction`]: own({
    currentPassword: "",
    newPassword: "short",
  }),
  [`${SECURITY}/session-actions.ts › revokeOtherSessionsAction`]: own(),
  [`${SECURITY}/session-actions.ts › revokeSessionAction`]: {
    access: (identity, side) =>
      signedIn(identity, side) === "open" ? "hidden" : signedIn(identity, side),
    input: ({ session }) => ({ sessionId: session }),
  },
  [`${SECURITY}/second-factor-actions.ts › beginSetupAction`]: own(),
  [`${SECURITY}/second-factor-actions.ts › confirmSetupAction`]: own({ code: "0", token: "x" }),
  [`${SECURITY}/second-factor-actions.ts › regenerateRecoveryCodesAction`]: unknownId({}),
  [`${SECURITY}/second-factor-actions.ts › turnOffAuthenticatorAction`]: unknownId({}),
  [`${SECURITY}/passkey-actions.ts › addPasskeyAction`]: own(),
  [`${SECURITY}/passkey-actions.ts › startPasskeyAction`]: own(),
  [`${SECURITY}/passkey-actions.ts › removePasskeyAction`]: unknownId({ id: "unknown" }),
  [`${SECURITY}/passkey-actions.ts › renamePasskeyAction`]: unknownId({
    id: "unknown",
    name: "Mine",
  }),
  [`${SECURITY}/single-sign-on-actions.ts › removeIdentityAction`]: unknownId({ id: UNKNOWN }),
  [`${SECURITY}/single-sign-on-actions.ts › startLinkingAction`]: unknownId({
    issuerId: "unknown",
  }),
};

const managesPeople = inOrganization({
  least: "manager",
  portal: "administrator",
  staffBelow: "refused",
});

const managesInvitations = inOrganization({
  least: "manager",
  below: "hidden",
  portal: "administrator",
});

const WEBHOOKS = `${PORTAL}/organization/webhook-actions.ts`;

const changesWebhook = (input: ActionVerdict["input"]): ActionVerdict => ({
  access: manages,
  input,
});

const WEBHOOK_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${WEBHOOKS} › addWebhookAction`]: {
    access: inOrganization({ least: "manager", staffBelow: "refused" }),
    input: ({ organization, webhookUrl }) => ({
      organizationId: organization,
      url: webhookUrl,
      kinds: null,
    }),
  },
  [`${WEBHOOKS} › changeWebhookKindsAction`]: changesWebhook(({ webhook }) => ({
    webhookId: webhook,
    kinds: ["answered"],
  })),
  [`${WEBHOOKS} › removeWebhookAction`]: unknownId({ webhookId: UNKNOWN }),
  [`${WEBHOOKS} › renewWebhookSecretAction`]: changesWebhook(({ webhook }) => ({
    webhookId: webhook,
  })),
  [`${WEBHOOKS} › replayWebhookAction`]: changesWebhook(({ webhook }) => ({
    webhookId: webhook,
    from: "2026-01-01T00:00",
    until: "2026-01-02T00:00",
  })),
  [`${WEBHOOKS} › resendDeliveryAction`]: changesWebhook(({ delivery }) => ({
    deliveryId: delivery,
  })),
  [`${WEBHOOKS} › testWebhookAction`]: changesWebhook(({ webhook }) => ({ webhookId: webhook })),
  [`${WEBHOOKS} › turnOnWebhookAction`]: changesWebhook(({ webhook }) => ({ webhookId: webhook })),
};

const PEOPLE_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${PORTAL}/organization/actions.ts › changeMemberRoleAction`]: {
    access: managesPeople,
    input: ({ organization, user }) => ({
      organizationId: organization,
      userId: user,
      role: "member",
    }),
  },
  [`${PORTAL}/organization/actions.ts › leaveOrganizationAction`]: unknownId({
    organizationId: UNKNOWN,
  }),
  [`${PORTAL}/organization/actions.ts › removeMemberAction`]: {
    access: managesPeople,
    input: ({ organization, leaver }) => ({ organizationId: organization, userId: leaver }),
    isOnce: true,
  },
  [`${PORTAL}/organization/actions.ts › renameOrganizationAction`]: {
    access: managesPeople,
    input: ({ organization }) => ({ organizationId: organization, name: "Another name" }),
  },
  [`${PORTAL}/organization/invitation-actions.ts › invitePersonAction`]: {
    access: managesPeople,
    input: ({ organization }) => ({
      to: "organization",
      organizationId: organization,
      email: "somebody.new@example.com",
      role: "reader",
    }),
  },
  [`${PORTAL}/organization/invitation-actions.ts › resendInvitationAction`]: {
    access: managesInvitations,
    input: ({ invitations }) => ({ invitationId: invitations[0] }),
    isOnce: true,
  },
  [`${PORTAL}/organization/invitation-actions.ts › withdrawInvitationAction`]: {
    access: managesInvitations,
    input: ({ invitations }) => ({ invitationId: invitations[1] }),
    isOnce: true,
  },
  [`${PORTAL}/organization/actions.ts › requireSecondFactorAction`]: {
    access: managesPeople,
    input: ({ organization }) => ({ organizationId: organization, isRequired: false }),
  },
  "(staff)/staff/people/actions.ts › resetSecondFactorAction": {
    access: inPortal("administrator", "refused"),
    input: ({ user }) => ({ userId: user }),
  },
  "(staff)/staff/organizations/actions.ts › createOrganizationAction": {
    access: inPortal("administrator", "refused"),
    input: () => ({ name: "New" }),
  },
  "(staff)/staff/people/actions.ts › addMemberAction": {
    access: inPortal("administrator", "refused"),
    input: ({ organization, user }) => ({
      organizationId: organization,
      userId: user,
      role: "member",
    }),
  },
  "(staff)/staff/people/actions.ts › changePersonStateAction": {
    access: inPortal("administrator", "refused"),
    input: ({ user }) => ({ userId: user, state: "active" }),
  },
  "(staff)/staff/people/actions.ts › changePortalRoleAction": {
    access: inPortal("administrator", "refused"),
    input: ({ user }) => ({ userId: user, role: "customer" }),
  },
  "(staff)/staff/people/actions.ts › endPersonSessionsAction": {
    access: inPortal("administrator", "refused"),
    input: ({ user }) => ({ userId: user }),
  },
};

/** Every server action of the build, by its file and name. */
export const ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  ...ACCOUNT_ACTIONS,
  ...NOTICE_SETTINGS,
  ...PEOPLE_ACTIONS,
  ...TEMPLATE_ACTIONS,
  ...TICKET_ACTIONS,
  ...VIEW_ACTIONS,
  ...WEBHOOK_ACTIONS,
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
  [`${PORTAL}/connections/actions.ts › renameConnectionAction`]: {
    access: manages,
    // Keeps its name: the staff's page of the account is asked for it later.
    input: ({ connection, connectionLabel }) => ({
      connectionId: connection,
      label: connectionLabel,
    }),
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
  [`${PORTAL}/organization/actions.ts › changeOrganizationSettingsAction`]: {
    access: manages,
    input: ({ organization }) => ({ organizationId: organization, useReferences: true }),
  },
  [`${PORTAL}/settings/actions.ts › changePersonSettingsAction`]: {
    access: signedIn,
    input: () => ({ language: "en", timeZone: null }),
  },
  [`${PORTAL}/notifications/actions.ts › markAllReadAction`]: own({ noticeId: "1" }),
  [`${PORTAL}/notifications/actions.ts › markReadAction`]: {
    access: signedIn,
    input: ({ ticket }) => ({ topic: `ticket:${ticket}`, noticeId: "1" }),
  },
  "(staff)/staff/tickets/[id]/actions.ts › writeNoteAction": {
    access: inPortal("staff"),
    input: ({ ticket }) => ({
      ticketId: ticket,
      formKey: "0b0f8f8e-6a53-4a6a-9c0f-0d4f4c9d6b12",
      body: "Noted",
    }),
  },
  "(staff)/staff/tickets/[id]/actions.ts › removeNoteAction": unknownId({
    ticketId: UNKNOWN,
    noteId: UNKNOWN,
  }),
  "(staff)/staff/sync/actions.ts › moveSyncAction": {
    access: inPortal("staff"),
    input: ({ connection }) => ({ connectionId: connection, move: "resume" }),
  },
};
