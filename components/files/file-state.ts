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

export interface FileStateView {
  label: string;
  icon: LucideIcon;
  colour: string;
  isSpinning?: boolean;
  /** Explains the state where the label does not. */
  description?: string;
}

export const FILE_STATE_VIEWS: Readonly<Record<OutgoingFileView["state"], FileStateView>> = {
  receiving: { label: "Not finished", icon: CircleAlert, colour: "text-warning" },
  ready: { label: "Attached", icon: Paperclip, colour: "text-muted-foreground" },
  waiting: { label: "Waiting", icon: Clock, colour: "text-muted-foreground" },
  sending: { label: "Uploading", icon: LoaderCircle, colour: "text-primary", isSpinning: true },
  uploaded: { label: "Uploaded", icon: Send, colour: "text-primary" },
  unsure: {
    label: "Answer lost",
    icon: CircleHelp,
    colour: "text-warning",
    description: "The provider may have it. We’re checking.",
  },
  confirmed: { label: "Confirmed on the ticket", icon: CircleCheck, colour: "text-success" },
  missing: {
    label: "Not on the ticket",
    icon: CircleAlert,
    colour: "text-warning",
    description: "We checked the ticket, and the file is not there.",
  },
  refused: { label: "Refused", icon: CircleX, colour: "text-destructive" },
};
