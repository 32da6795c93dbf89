import { z } from "zod";

/** take_back: cancel. send_again: resend a lost write. drop: dismiss it, or a rejected one. */
export const decisionSchema = z.enum(["take_back", "send_again", "drop"]);

export type Decision = z.infer<typeof decisionSchema>;
