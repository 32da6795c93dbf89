import { useTexts } from "#texts";

import { DialogButton } from "./dialogs/dialog-button";
import { DialogHost, DialogStatus } from "./dialogs/dialog-host";
import type { DialogAction } from "./dialogs/dialog-question";

interface RenameButtonProps {
  id: string;
  name: string;
  action: DialogAction;
}

export function RenameButton({ id, name, action }: RenameButtonProps) {
  const t = useTexts();
  return (
    <DialogHost>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <DialogButton
          label={t("people.rename")}
          title={t("people.renameOf", { organization: name })}
          submit={t("members.save")}
          failureTitle={t("people.notRenamed")}
          done={t("people.renamed")}
          action={action}
          given={{ organizationId: id }}
          fields={[
            { name: "name", label: t("people.name"), value: name, help: t("people.nameHelp") },
          ]}
        />
        <DialogStatus className="" />
      </div>
    </DialogHost>
  );
}
