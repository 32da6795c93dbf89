import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  Paperclip,
  Send,
} from "lucide-react";

import type { OutgoingFileView } from "@/lib/files/types";
import type { MessageKey } from "@/lib/i18n/message";

export interface FileStateView {
  label: MessageKey;
  icon: LucideIcon;
  colour: string;
  isSpinning?: boolean;
  /** Explains the state where the label does not. */
  description?: MessageKey;
}

export const FILE_STATE_VIEWS: Readonly<Record<OutgoingFileView["state"], FileStateView>> = {
  receiving: { label: "files.state.receiving", icon: CircleAlert, colour: "text-warning" },
  ready: { label: "files.state.ready", icon: Paperclip, colour: "text-muted-foreground" },
  waiting: { label: "files.state.waiting", icon: Clock, colour: "text-muted-foreground" },
  sending: {
    label: "files.state.sending",
    icon: LoaderCircle,
    colour: "text-primary",
    isSpinning: true,
  },
  uploaded: { label: "files.state.uploaded", icon: Send, colour: "text-primary" },
  unsure: {
    label: "files.state.unsure",
    icon: CircleHelp,
    colour: "text-warning",
    description: "files.unsureHint",
  },
  confirmed: { label: "files.state.confirmed", icon: CircleCheck, colour: "text-success" },
  missing: {
    label: "files.state.missing",
    icon: CircleAlert,
    colour: "text-warning",
    description: "files.missingHint",
  },
  refused: { label: "files.state.refused", icon: CircleX, colour: "text-destructive" },
};
