import { z } from "zod";

/** take_back: cancel. send_again, drop: resend or dismiss what was not found or was rejected. */
export const decisionSchema = z.enum(["take_back", "send_again", "drop"]);

export type Decision = z.infer<typeof decisionSchema>;
