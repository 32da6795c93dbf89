import { inOrganization, signedIn } from "./access";
import type { ActionVerdict } from "./action-verdict";

const FILE = "(portal)/organization/template-actions.ts";
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

export const TEMPLATE_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${FILE} › removeTemplateAction`]: {
    access: (identity, side) =>
      signedIn(identity, side) === "open" ? "hidden" : signedIn(identity, side),
    input: () => ({ templateId: UNKNOWN }),
  },
  [`${FILE} › saveTemplateAction`]: {
    access: inOrganization({ least: "manager" }),
    input: ({ connection }) => ({
      connectionId: connection,
      name: "Server down",
      values: { subject: "Down" },
    }),
  },
};
