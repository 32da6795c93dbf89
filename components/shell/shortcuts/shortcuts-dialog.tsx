import type { ReactNode } from "react";

import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Kbd } from "@/components/ui/kbd";
import { useTexts } from "#texts";

import { setShortcutsEnabled } from "./shortcut-setting";

const SHORTCUTS = [
  { keys: ["Ctrl", "K"], does: "palette" },
  { keys: ["/"], does: "search" },
  { keys: ["c"], does: "newTicket", forWriters: true },
  { keys: ["j", "k"], does: "rows" },
  { keys: ["Enter"], does: "openRow" },
  { keys: ["x"], does: "selectRow", forCustomers: true },
  { keys: ["Shift", "X"], does: "selectRange", forCustomers: true },
  { keys: ["a"], does: "selected", forCustomers: true },
  { keys: ["e"], does: "archive", forCustomers: true },
  { keys: ["u"], does: "backToList" },
  { keys: ["[", "]"], does: "neighbours" },
  { keys: ["r"], does: "reply", forWriters: true },
  { keys: ["Ctrl", "Enter"], does: "send", forWriters: true },
  { keys: ["Esc"], does: "leaveBox", forWriters: true },
  { keys: ["g", "t"], does: "goTickets" },
  { keys: ["g", "s"], does: "goServices", forCustomers: true },
  { keys: ["g", "c"], does: "goConnections", forCustomers: true },
  { keys: ["?"], does: "help" },
] as const;

const searchWord = (word: ReactNode) => <code translate="no">{word}</code>;

interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
  enabled: boolean;
  isCustomer: boolean;
  mayWrite: boolean;
}

export function ShortcutsDialog({
  open,
  onClose,
  enabled,
  isCustomer,
  mayWrite,
}: ShortcutsDialogProps) {
  const t = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={t("shortcuts.title")}>
      <dl className="grid gap-2">
        {SHORTCUTS.filter(
          (shortcut) =>
            (mayWrite || !("forWriters" in shortcut)) &&
            (isCustomer || !("forCustomers" in shortcut)),
        ).map((shortcut) => (
          <div key={shortcut.does} className="flex items-center justify-between gap-4">
            <dt>{t(`shortcuts.${shortcut.does}`)}</dt>
            <dd className="flex shrink-0 gap-1">
              {shortcut.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 border-t pt-4 text-pretty">
        {t.rich("shortcuts.searchWords", { word: searchWord })}
      </p>
      <label className="mt-4 flex items-center gap-2 border-t pt-4">
        <Checkbox
          checked={enabled}
          onChange={(event) => setShortcutsEnabled(event.target.checked)}
        />
        {t("shortcuts.singleKeys")}
      </label>
    </Dialog>
  );
}
