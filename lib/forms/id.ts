import { z } from "zod";

import { isId } from "../ids";

/** The schema of every id that a browser sends. */
export const id = z.string().refine(isId);
