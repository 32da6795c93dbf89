import { z } from "zod";

import { id } from "../forms/id";
import type { NoticeTopic } from "../notices/types";

const noticeId = z.string().regex(/^\d{1,18}$/);

const TOPIC = /^(?:ticket|submission|connection|organization|notes):[\w-]{1,64}$/;
const isTopic = (text: string): text is NoticeTopic => TOPIC.test(text);

/** `noticeId`: newest notice on the page. */
export const markReadInput = z.object({ topic: z.string().refine(isTopic), noticeId });

export const markAllReadInput = z.object({ noticeId });

/** Null removes the level. */
export const followTicketInput = z.object({
  ticketId: id,
  level: z.enum(["follow", "mute"]).nullable(),
});

export const markSensitiveInput = z.object({ ticketId: id, isSensitive: z.boolean() });
