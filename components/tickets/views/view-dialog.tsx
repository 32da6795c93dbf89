import { DialogForm } from "@/components/people/dialogs/dialog-form";
import type { DialogQuestion } from "@/components/people/dialogs/dialog-question";
import { Dialog } from "@/components/ui/dialog";
import type { Translate } from "@/lib/i18n/message";
import { ticketsUrl, withSearch } from "@/lib/routes";
import { useTexts } from "#texts";

import { ListOptions } from "./list-options";
import { nameField, placeField, withPlace } from "./view-fields";
import type { ViewTask } from "./view-task";

interface ViewDialogProps {
  task: ViewTask;
  isOpen: boolean;
  onClose: () => void;
}

type SaveTask = Exclude<ViewTask, { kind: "options" }>;

const viewUrl = ({ query, commands }: SaveTask, viewId: string) =>
  withSearch(ticketsUrl(commands.audience), `${query}&view=${viewId}`);

function saveQuestion(t: Translate, task: ViewTask & { kind: "save" }): DialogQuestion {
  const { query, commands } = task;
  const { audience } = commands;
  const shared = commands.organizations.map(({ id, name }) => ({
    value: id,
    label: t("views.everyone", { organization: name }),
  }));
  const whose = {
    name: "whose",
    label: t("views.whose"),
    value: "",
    choices: [{ value: "", label: t("views.onlyMe") }, ...shared],
  };
  return {
    title: t("views.save"),
    hint: t("views.saveHint"),
    submit: t("views.saveName"),
    failureTitle: t("views.notSaved"),
    fields: [nameField(t, ""), ...(shared.length > 0 ? [whose] : []), placeField(t, true)],
    action: async (input) => {
      const { whose: owner, ...others } = withPlace(input);
      const organizationId = owner || null;
      const saved = await commands.save({ ...others, audience, query, organizationId });
      if (!saved.ok) return saved;
      const { viewId } = saved.data as { viewId: string };
      return { ok: true, data: { page: viewUrl(task, viewId) } };
    },
  };
}

function changeQuestion(
  t: Translate,
  task: ViewTask & { kind: "changes" | "repair" },
): DialogQuestion {
  const { kind, query, commands, view } = task;
  const { audience } = commands;
  const { id: viewId, name, organization } = view;
  const isRepair = kind === "repair";
  const hint = t(isRepair ? "views.repairHint" : "views.changesHint");
  return {
    title: t(isRepair ? "views.repairTitle" : "views.saveChangesTo", { name }),
    hint: organization ? `${hint} ${t("views.sharedHint", { organization })}` : hint,
    submit: t("views.saveName"),
    failureTitle: t("views.notSaved"),
    action: () => commands.change({ viewId, query, audience }),
    next: viewUrl(task, viewId),
  };
}

export function ViewDialog({ task, isOpen, onClose }: ViewDialogProps) {
  const t = useTexts();
  if (task.kind === "options")
    return (
      <Dialog open={isOpen} onClose={onClose} title={t("views.options")}>
        <ListOptions {...task} />
      </Dialog>
    );
  const question = task.kind === "save" ? saveQuestion(t, task) : changeQuestion(t, task);
  return (
    <Dialog open={isOpen} onClose={onClose} title={question.title}>
      <DialogForm question={question} onClose={onClose} onDone={onClose} />
    </Dialog>
  );
}
