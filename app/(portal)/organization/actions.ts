"use server";

import { refresh } from "next/cache";

import { requireSecondFactor } from "@/lib/accounts/second-factor/require";
import { requireSecondFactorInput } from "@/lib/accounts/second-factor/schemas";
import { changeOrganizationSettings, renameOrganization } from "@/lib/organizations/commands";
import {
  changeMemberRole,
  leaveOrganization,
  removeMember,
} from "@/lib/organizations/member-commands";
import {
  memberInput,
  memberRoleInput,
  organizationIdInput,
  organizationNameInput,
  organizationSettingsInput,
} from "@/lib/organizations/schemas";
import { viewerAction } from "@/lib/server/viewer-action";

export const changeMemberRoleAction = viewerAction(
  "change a member's role",
  memberRoleInput,
  async (viewer, input) => {
    const changed = await changeMemberRole(viewer, input);
    refresh();
    return changed;
  },
);

export const removeMemberAction = viewerAction(
  "remove a member",
  memberInput,
  async (viewer, input) => {
    const removed = await removeMember(viewer, input);
    refresh();
    return removed;
  },
);

/** The page does not refresh: the viewer is signed out. */
export const leaveOrganizationAction = viewerAction(
  "leave an organization",
  organizationIdInput,
  leaveOrganization,
);

export const changeOrganizationSettingsAction = viewerAction(
  "change an organization's settings",
  organizationSettingsInput,
  async (viewer, input) => {
    const changed = await changeOrganizationSettings(viewer, input);
    refresh();
    return changed;
  },
);

export const renameOrganizationAction = viewerAction(
  "rename an organization",
  organizationNameInput,
  async (viewer, input) => {
    const renamed = await renameOrganization(viewer, input);
    refresh();
    return renamed;
  },
);

export const requireSecondFactorAction = viewerAction(
  "require a second factor of an organization's people",
  requireSecondFactorInput,
  async (viewer, input) => {
    await requireSecondFactor(viewer, input);
    refresh();
    return input;
  },
);
