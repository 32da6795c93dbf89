import type { Access } from "./access";
import type { Identity, Targets } from "./people";

export interface ActionVerdict {
  access: Access;
  /** Valid, as schemas are checked before rights. */
  input: (target: Targets) => unknown;
  /** It takes a form's fields. */
  isForm?: true;
  /** The arguments: by default the page's viewer and the input. */
  takes?: "input" | "form state";
  /** The only identities to test, since the action ends the caller's session. */
  askedBy?: readonly Identity[];
  /** It can be done once, so only the first who may is asked. */
  isOnce?: true;
}
