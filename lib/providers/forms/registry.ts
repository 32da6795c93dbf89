import { hostupForm } from "../hostup/form";
import { upsunForm } from "../upsun/form";
import type { FilingFormDescription } from "./contract";

const forms: ReadonlyMap<string, FilingFormDescription> = new Map([
  ["hostup", hostupForm],
  ["upsun", upsunForm],
]);

export function formOf(providerId: string): FilingFormDescription | undefined {
  return forms.get(providerId);
}
