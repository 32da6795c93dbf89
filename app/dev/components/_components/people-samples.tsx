"use client";

import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost } from "@/components/people/dialogs/dialog-host";
import { InvitePanel } from "@/components/people/invitations/invite-panel";
import { PendingInvitations } from "@/components/people/invitations/pending-invitations";
import { type ListedMember, PeopleList } from "@/components/people/people-list";
import { SecondFactorSetting } from "@/components/people/second-factor-setting";
import type { FactorRequirement } from "@/lib/accounts/second-factor/require";

import { Sample, SampleSection } from "./sample";
import { sampleTime } from "./sample-time";

const ORGANIZATION = { id: "northwind", name: "Northwind" };

const REFUSED = {
  ok: false,
  code: "forbidden",
  message: "Nothing is changed on this page.",
  fieldErrors: {},
} as const;

const refuse = async () => REFUSED;

const PERSON: ListedMember = {
  userId: "jane",
  name: "Jane Example",
  email: "jane@example.com",
  role: "manager",
  isDisabled: false,
  hasSecondFactor: true,
  lastSeen: { at: sampleTime(-60), words: "12 Mar" },
  joined: { at: sampleTime(-100_000), words: "3 Jan" },
  isLastManager: false,
};

const PEOPLE: ReadonlyArray<{ name: string; person: ListedMember }> = [
  { name: "with a second factor", person: PERSON },
  {
    name: "without one, never seen",
    person: {
      ...PERSON,
      name: "Sam Colleague",
      role: "member",
      hasSecondFactor: false,
      lastSeen: null,
    },
  },
  {
    name: "disabled",
    person: { ...PERSON, name: "Robin Reader", role: "reader", isDisabled: true },
  },
  {
    name: "the last manager",
    person: { ...PERSON, name: "Maria Manager", isLastManager: true },
  },
];

const ROLES = [{ value: "member", label: "Member" }] as const;

const REQUIREMENT: FactorRequirement = {
  organizationId: "required",
  isRequired: true,
  asked: { count: 0, includesViewer: false },
  isEmpty: false,
  isWaived: false,
};

const REQUIREMENTS: ReadonlyArray<{ name: string; requirement: FactorRequirement }> = [
  { name: "on", requirement: REQUIREMENT },
  {
    name: "off",
    requirement: {
      ...REQUIREMENT,
      organizationId: "off",
      isRequired: false,
      asked: { count: 3, includesViewer: true },
    },
  },
  {
    name: "waived",
    requirement: {
      ...REQUIREMENT,
      organizationId: "waived",
      isWaived: true,
      asked: { count: 1, includesViewer: false },
    },
  },
];

const INVITATION = {
  id: "invitation",
  email: "new@example.com",
  role: "member",
  invitedByName: "Jane Example",
  createdAt: sampleTime(-60),
  expiresAt: sampleTime(9_000),
  untilDay: "18 March 2026",
} as const;

export function PeopleSamples() {
  const manage = { changeRole: refuse, remove: refuse };
  return (
    <SampleSection title="People">
      {PEOPLE.map(({ name, person }) => (
        <Sample key={name} isWide name={`PeopleList, ${name}`}>
          <PeopleList
            organization={ORGANIZATION}
            people={[person]}
            viewerId="sam"
            roles={ROLES}
            empty="No one is here."
            manage={manage}
          />
        </Sample>
      ))}
      <Sample isWide name="PeopleList, as the person sees it">
        <PeopleList
          organization={ORGANIZATION}
          people={[{ ...PERSON, name: "Kim Yourself", hasSecondFactor: null }]}
          viewerId="jane"
          roles={ROLES}
          empty="No one is here."
          manage={null}
          leave={refuse}
        />
      </Sample>
      {REQUIREMENTS.map(({ name, requirement }) => (
        <Sample key={name} name={`SecondFactorSetting, ${name}`}>
          <SecondFactorSetting requirement={requirement} change={refuse} />
        </Sample>
      ))}
      {[false, true].map((isExpired) => (
        <Sample
          key={String(isExpired)}
          name={`PendingInvitations, ${isExpired ? "expired" : "open"}`}
        >
          <PendingInvitations
            invitations={[{ ...INVITATION, isExpired }]}
            resend={refuse}
            withdraw={refuse}
          />
        </Sample>
      ))}
      {[true, false].map((sendsMail) => (
        <Sample
          key={String(sendsMail)}
          name={`InvitePanel, ${sendsMail ? "by mail" : "without mail"}`}
        >
          <InvitePanel
            organizationId="northwind"
            roles={ROLES}
            rolesHelp="Members file tickets and reply."
            defaultRole="member"
            sendsMail={sendsMail}
            invite={refuse}
          />
        </Sample>
      ))}
      <Sample name="DialogButton, danger">
        <DialogHost>
          <DialogButton
            label="Remove"
            title="Remove Jane Example?"
            hint="They lose access at once."
            submit="Remove"
            failureTitle="Nothing was changed"
            action={refuse}
            isDanger
          />
        </DialogHost>
      </Sample>
    </SampleSection>
  );
}
