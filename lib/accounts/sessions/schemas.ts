import { z } from "zod";

import { id } from "../../forms/id";

export const sessionIdInput = z.object({ sessionId: id });
