import { z } from "zod";

import { id } from "../../forms/id";

export const ticketPrivacyInput = z.object({ ticketId: id, isPrivate: z.boolean() });
export type TicketPrivacyInput = z.output<typeof ticketPrivacyInput>;
