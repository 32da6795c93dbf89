import { inOrganization, signedIn } from "./access";
import type { ActionVerdict } from "./action-verdict";

const FILE = "(portal)/tickets/view-actions.ts";
const UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

const unknown = (input: object): ActionVerdict => ({
  access: (identity, side) =>
    signedIn(identity, side) === "open" ? "hidden" : signedIn(identity, side),
  input: () => ({ viewId: UNKNOWN, ...input }),
});

export const VIEW_ACTIONS: Readonly<Record<string, ActionVerdict>> = {
  [`${FILE} › saveViewAction`]: {
    access: inOrganization({ least: "manager", staffBelow: "refused" }),
    input: ({ organization }) => ({
      name: "Ours",
      query: "turn=yours",
      organizationId: organization,
      isPinned: true,
    }),
  },
  [`${FILE} › changeViewAction`]: unknown({ name: "Other" }),
  [`${FILE} › removeViewAction`]: unknown({}),
  [`${FILE} › moveViewAction`]: unknown({ direction: "up" }),
};
