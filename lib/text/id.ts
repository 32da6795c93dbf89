import { z } from "zod";

const ID = /^[\w-]{1,64}$/;

/** Whether a text can be an id of ours; nothing else has to be looked for. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** An id of ours as a browser sends it: the one schema for every id that reaches the database. */
export const id = z.string().regex(ID, "This is not a valid id.");
