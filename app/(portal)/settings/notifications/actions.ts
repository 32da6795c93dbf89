"use server";

import { refresh } from "next/cache";

import { noInput } from "@/lib/forms/no-input";
import {
  changeNoticeChoice,
  changeNoticeTimes,
  followOrganization,
} from "@/lib/notifications/settings/commands";
import {
  noticeChoiceInput,
  noticeTimesInput,
  organizationLevelInput,
} from "@/lib/notifications/settings/schemas";
import { sendTestMail } from "@/lib/notifications/settings/send-test-mail";
import { viewerAction } from "@/lib/server/viewer-action";

export const changeNoticeChoiceAction = viewerAction(
  "change where a person is told",
  noticeChoiceInput,
  async (viewer, input) => {
    const changed = await changeNoticeChoice(viewer, input);
    refresh();
    return changed;
  },
);

export const changeNoticeTimesAction = viewerAction(
  "change when a person is told",
  noticeTimesInput,
  async (viewer, input) => {
    const changed = await changeNoticeTimes(viewer, input);
    refresh();
    return changed;
  },
);

export const followOrganizationAction = viewerAction(
  "follow an organization",
  organizationLevelInput,
  async (viewer, input) => {
    const changed = await followOrganization(viewer, input);
    refresh();
    return changed;
  },
);

export const sendTestMailAction = viewerAction("mail a test", noInput, sendTestMail);
