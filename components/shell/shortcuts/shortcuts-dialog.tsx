import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Kbd } from "@/components/ui/kbd";
import type { Audience } from "@/lib/routes";

import { setShortcutsEnabled } from "./shortcut-setting";

const SHORTCUTS = [
  { keys: ["/"], does: "Search tickets" },
  { keys: ["c"], does: "New ticket", forCustomers: true },
  { keys: ["j", "k"], does: "Next and previous row of a list" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["u"], does: "Back to the list" },
  { keys: ["r"], does: "Reply", forCustomers: true },
  { keys: ["Ctrl", "Enter"], does: "Send the form (⌘ Enter on a Mac)", forCustomers: true },
  { keys: ["?"], does: "Show these shortcuts" },
];

interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
  enabled: boolean;
  audience: Audience;
}

export function ShortcutsDialog({ open, onClose, enabled, audience }: ShortcutsDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <dl className="grid gap-2">
        {SHORTCUTS.filter((shortcut) => audience === "customer" || !shortcut.forCustomers).map(
          (shortcut) => (
            <div key={shortcut.does} className="flex items-center justify-between gap-4">
              <dt>{shortcut.does}</dt>
              <dd className="flex gap-1">
                {shortcut.keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ),
        )}
      </dl>
      <label className="mt-4 flex items-center gap-2 border-t pt-4">
        <Checkbox
          checked={enabled}
          onChange={(event) => setShortcutsEnabled(event.target.checked)}
        />
        Use single-key shortcuts in this browser
      </label>
    </Dialog>
  );
}
