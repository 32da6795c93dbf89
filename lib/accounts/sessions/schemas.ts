import { z } from "zod";

import { id } from "../../ids";

export const sessionIdInput = z.object({ sessionId: id });
