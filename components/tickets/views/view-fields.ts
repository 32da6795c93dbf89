import type { Translate } from "@/lib/i18n/message";

export const nameField = (t: Translate, value: string) => ({
  name: "name",
  label: t("views.name"),
  value,
  help: t("views.nameHelp"),
});

export const placeField = (t: Translate, isPinned: boolean) => ({
  name: "place",
  label: t("views.place"),
  value: isPinned ? "tab" : "menu",
  choices: [
    { value: "tab", label: t("views.asTab") },
    { value: "menu", label: t("views.inMenu") },
  ],
});

/** Turns the chosen place into a boolean. */
export function withPlace(input: unknown): Record<string, unknown> {
  const { place, ...others } = input as Record<string, unknown>;
  return { ...others, isPinned: place === "tab" };
}
