import { hostupForm } from "../hostup/form";
import { upsunForm } from "../upsun/form";
import type { FilingFormDescription } from "./contract";

const forms: ReadonlyMap<string, FilingFormDescription> = new Map([
  ["hostup", hostupForm],
  ["upsun", upsunForm],
]);

/** The filing form of a provider, safe in the browser; undefined for one that this version does not know. */
export function formOf(providerId: string): FilingFormDescription | undefined {
  return forms.get(providerId);
}
