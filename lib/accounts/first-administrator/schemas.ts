import { z } from "zod";

import { emailAddress } from "../../forms/email-address";
import { linkToken, newPassword, personName } from "../passwords/schemas";

export const firstAdministratorSchema = z.object({
  token: linkToken,
  name: personName,
  email: emailAddress,
  newPassword,
});

export type FirstAdministratorInput = z.output<typeof firstAdministratorSchema>;
