import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import type { Audience } from "@/lib/routes";

/** Server actions, and those with whom the viewer may share views: organizations, or all staff. */
export interface ViewCommands {
  save: DialogAction;
  change: DialogAction;
  remove: DialogAction;
  move: DialogAction;
  organizations: ReadonlyArray<{ id: string; name: string }>;
  /** The audience of the list. */
  audience: Audience;
  /** The viewer of the page. */
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
