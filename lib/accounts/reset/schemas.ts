import { z } from "zod";

import { emailAddress } from "../../forms/email-address";
import { linkToken, newPassword } from "../passwords/schemas";

export const askResetSchema = z.object({ email: emailAddress });

export const resetSchema = z.object({ token: linkToken, newPassword });
