"use client";

import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost, DialogStatus } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { newTicketUrl } from "@/lib/routes";
import type { TemplateSummary } from "@/lib/tickets/templates/types";
import { useTexts } from "#texts";

export interface TemplatesPanelProps {
  templates: readonly TemplateSummary[];
  remove: DialogAction;
}

/** An organization's templates of new tickets. */
export function TemplatesPanel({ templates, remove }: TemplatesPanelProps) {
  const t = useTexts();
  return (
    <Panel title={t("templates.title")}>
      <DialogHost>
        <p className="border-b px-4 py-3 text-pretty text-muted-foreground">
          {t.rich("templates.hint", {
            link: (chunks) => (
              <Link href={newTicketUrl()} className="text-link">
                {chunks}
              </Link>
            ),
          })}
        </p>
        <DialogStatus />
        {templates.length === 0 ? (
          <p className="px-4 py-3">{t("templates.noneYet")}</p>
        ) : (
          <ul className="divide-y">
            {templates.map(({ id, name, providerName }) => (
              <li key={id} className="flex items-center justify-between gap-4 px-4 py-3">
                <p className="min-w-0 wrap-anywhere">
                  <bdi lang="" className="font-medium">
                    {name}
                  </bdi>{" "}
                  <span translate="no" className="text-muted-foreground">
                    {providerName}
                  </span>
                </p>
                <DialogButton
                  label={t("templates.remove")}
                  name={t("templates.removeNamed", { name })}
                  title={t("templates.removeNamed", { name })}
                  hint={t("templates.removeHint")}
                  submit={t("templates.remove")}
                  failureTitle={t("templates.notRemoved")}
                  done={t("templates.removed")}
                  given={{ templateId: id }}
                  action={remove}
                  isDanger
                  isButtonGone
                />
              </li>
            ))}
          </ul>
        )}
      </DialogHost>
    </Panel>
  );
}
