import { z } from "zod";

import { id } from "../../forms/id";
import { isNoticeKind } from "../../notices/kinds";

const DAY_MINUTES = 24 * 60;
const minute = z
  .number()
  .int()
  .min(0)
  .max(DAY_MINUTES - 1);

export const noticeChoiceInput = z.object({
  kind: z.string().refine(isNoticeKind),
  choice: z.object({
    in_app: z.boolean(),
    mail: z.enum(["off", "now", "digest"]),
    push: z.boolean(),
  }),
});

export type NoticeChoiceInput = z.output<typeof noticeChoiceInput>;
export type NoticeChoice = NoticeChoiceInput["choice"];

/** Minutes of the day in the person's time zone. Quiet hours may span midnight. */
export const noticeTimesInput = z.object({
  digestAt: minute,
  quiet: z
    .object({ from: minute, until: minute })
    .refine(({ from, until }) => from !== until)
    .nullable(),
});

export type NoticeTimes = z.output<typeof noticeTimesInput>;

export const organizationLevelInput = z.object({
  organizationId: id,
  level: z.enum(["all", "mine", "none"]),
});

export type OrganizationLevelInput = z.output<typeof organizationLevelInput>;
