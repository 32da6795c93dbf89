import { z } from "zod";

import { emailAddress } from "../../forms/email-address";
import { linkToken } from "../passwords/schemas";

export const changeAddressSchema = z.object({ email: emailAddress });

export type ChangeAddressInput = z.output<typeof changeAddressSchema>;

export const confirmAddressSchema = z.object({ token: linkToken });

export const stopAddressChangeSchema = z.object({ token: linkToken });
