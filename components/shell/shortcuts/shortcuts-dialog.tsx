import { Dialog } from "@/components/ui/dialog";
import { Checkbox } from "@/components/ui/form/checkbox";
import { Kbd } from "@/components/ui/kbd";

import { setShortcutsEnabled } from "./shortcut-setting";

const SHORTCUTS = [
  { keys: ["/"], does: "Search tickets" },
  { keys: ["c"], does: "New ticket", filing: true },
  { keys: ["j", "k"], does: "Next and previous row of a list" },
  { keys: ["Enter"], does: "Open the row" },
  { keys: ["u"], does: "Back to the list" },
  { keys: ["r"], does: "Reply", filing: true },
  { keys: ["Ctrl", "Enter"], does: "Send the form (⌘ Enter on a Mac)", filing: true },
  { keys: ["?"], does: "Show these shortcuts" },
];

interface ShortcutsDialogProps {
  open: boolean;
  onClose: () => void;
  enabled: boolean;
  canFile: boolean;
}

export function ShortcutsDialog({ open, onClose, enabled, canFile }: ShortcutsDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <dl className="grid gap-2">
        {SHORTCUTS.filter((shortcut) => canFile || !shortcut.filing).map((shortcut) => (
          <div key={shortcut.does} className="flex items-center justify-between gap-4">
            <dt>{shortcut.does}</dt>
            <dd className="flex gap-1">
              {shortcut.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
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
