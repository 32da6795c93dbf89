import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { useTexts } from "#texts";

import type { CollaboratorsProps } from "./collaborators";

type CollaboratorsPlaceProps = Pick<CollaboratorsProps, "ids" | "people" | "providerName">;

/** As high as the part, because a long page is painted before the part is streamed. */
export function CollaboratorsPlace({
  ids,
  people,
  providerName: provider,
}: CollaboratorsPlaceProps) {
  const t = useTexts();
  const others = people.filter(({ id }) => !ids.includes(id));
  return (
    <div inert className="invisible border-t px-4 py-4 text-[0.8125rem]">
      <h3 className="mb-2 font-semibold">{t("collaborators.title")}</h3>
      {ids.length === 0 ? <p className="mb-3">{t("collaborators.none")}</p> : null}
      <ul className="mb-3 grid gap-1 empty:hidden">
        {ids.map((id) => (
          <li key={id} className="flex items-center">
            <span className="min-w-0">
              {people.some((person) => person.id === id) ? <br /> : null}
              <code className="text-xs">{id}</code>
            </span>
            <Button size="small">{t("collaborators.remove")}</Button>
          </li>
        ))}
      </ul>
      <div className="grid gap-2">
        <Field
          id="collaborators-place"
          label={t("collaborators.label")}
          help={t(others.length > 0 ? "collaborators.choose" : "collaborators.help", { provider })}
        >
          {(control) => <Input {...control} />}
        </Field>
        <Button size="small">{t("collaborators.add")}</Button>
      </div>
    </div>
  );
}
