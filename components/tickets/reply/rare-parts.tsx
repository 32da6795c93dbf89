"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { lazyPart } from "@/components/ui/lazy-part";
import { useTexts } from "#texts";

import type { CollaboratorsProps } from "./collaborators";
import type { ReplyWithheldProps } from "./reply-withheld";
import type { ResendFilesProps } from "./resend-files";

/** As high as the part, because a long page is painted before the part is streamed. */
function CollaboratorsPlace({ ids, people, providerName: provider }: CollaboratorsProps) {
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

/** Only some providers have them. */
export const CollaboratorsPart = lazyPart<CollaboratorsProps>(
  async () => (await import("./collaborators")).Collaborators,
  (props) => <CollaboratorsPlace {...props} />,
);

export const ResendFilesPart = lazyPart<ResendFilesProps>(
  async () => (await import("./resend-files")).ResendFiles,
);

export const ReplyWithheldPart = lazyPart<ReplyWithheldProps>(
  async () => (await import("./reply-withheld")).ReplyWithheld,
  ({ providerName: provider }) => <ReplyIsWithheld provider={provider} />,
);

/** Without scripts. */
function ReplyIsWithheld({ provider }: { provider: string }) {
  const t = useTexts();
  return (
    <p className="text-pretty">
      {t("reply.withheld", { provider })}: {t("reply.withheldHint", { provider })}
    </p>
  );
}
