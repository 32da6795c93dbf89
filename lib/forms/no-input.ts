import { z } from "zod";

/** Of an action that takes nothing. */
export const noInput = z.strictObject({});
