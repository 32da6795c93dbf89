"use server";

import { refresh } from "next/cache";

import { resetSecondFactor } from "@/lib/accounts/second-factor/reset";
import { addMember } from "@/lib/organizations/member-commands";
import { addMemberInput } from "@/lib/organizations/schemas";
import { changePersonState, changePortalRole, endPersonSessions } from "@/lib/people/commands";
import { personIdInput, personStateInput, portalRoleInput } from "@/lib/people/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const changePortalRoleAction = viewerAction(
  "change a person's role in the portal",
  portalRoleInput,
  async (viewer, input) => {
    const changed = await changePortalRole(viewer, input);
    refresh();
    return changed;
  },
);

export const changePersonStateAction = viewerAction(
  "disable or enable a person",
  personStateInput,
  async (viewer, input) => {
    const changed = await changePersonState(viewer, input);
    refresh();
    return changed;
  },
);

export const endPersonSessionsAction = viewerAction(
  "end a person's sessions",
  personIdInput,
  async (viewer, input) => {
    const ended = await endPersonSessions(viewer, input);
    refresh();
    return ended;
  },
);

export const resetSecondFactorAction = viewerAction(
  "reset a person's second factor",
  personIdInput,
  async (viewer, input) => {
    await resetSecondFactor(viewer, input.userId);
    refresh();
    return input;
  },
);

export const addMemberAction = viewerAction(
  "add a person to an organization",
  addMemberInput,
  async (viewer, input) => {
    const added = await addMember(viewer, input);
    refresh();
    return added;
  },
);
