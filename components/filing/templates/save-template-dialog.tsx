import { DialogForm } from "@/components/people/dialogs/dialog-form";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Dialog } from "@/components/ui/dialog";
import { useTexts } from "#texts";

interface SaveTemplateDialogProps {
  isOpen: boolean;
  connectionId: string;
  save: DialogAction;
  onClose: () => void;
  onSaved: () => void;
}

/** The texts and choices of the form on the page. */
function formValues(): Record<string, string> {
  const form = document.querySelector<HTMLFormElement>("form[data-submit-shortcut]");
  const entries = form ? [...new FormData(form)] : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

export function SaveTemplateDialog({
  isOpen,
  connectionId,
  save,
  onClose,
  onSaved,
}: SaveTemplateDialogProps) {
  const t = useTexts();
  return (
    <Dialog open={isOpen} onClose={onClose} title={t("templates.save")}>
      <DialogForm
        question={{
          title: t("templates.save"),
          hint: t("templates.saveHint"),
          submit: t("templates.saveName"),
          failureTitle: t("templates.notSaved"),
          given: { connectionId },
          fields: [
            {
              name: "name",
              label: t("templates.name"),
              value: "",
              help: t("templates.nameHelp"),
            },
          ],
          action: (input) => save({ ...(input as object), values: formValues() }),
        }}
        onClose={onClose}
        onDone={() => {
          onClose();
          onSaved();
        }}
      />
    </Dialog>
  );
}
