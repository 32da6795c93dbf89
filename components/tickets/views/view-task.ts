import type { DialogAction } from "@/components/people/dialogs/dialog-question";

/** Server actions, and the organizations whose views the viewer may share. */
export interface ViewCommands {
  save: DialogAction;
  change: DialogAction;
  remove: DialogAction;
  move: DialogAction;
  organizations: ReadonlyArray<{ id: string; name: string }>;
  /** Of the page. */
  viewerId: string;
}

/** A view that the viewer may change. */
export interface EditableView {
  id: string;
  name: string;
  /** Everyone in it has the view; null: only the viewer. */
  organization: string | null;
  isPinned: boolean;
}

export type ViewTask =
  | { kind: "save"; query: string; commands: ViewCommands }
  | { kind: "changes" | "repair"; view: EditableView; query: string; commands: ViewCommands }
  | {
      kind: "options";
      views: readonly EditableView[];
      openedId?: string;
      /** Without them, there are no views to change. */
      commands?: ViewCommands;
    };
