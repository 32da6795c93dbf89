"use client";

import {
  SelectionBar,
  type SelectionCommands,
} from "@/components/tickets/list/selection/selection-bar";
import { type TicketRowData, TicketRows } from "@/components/tickets/list/ticket-rows";
import { toJsonText } from "@/lib/text/json-text";

const never = () => new Promise<never>(() => undefined);
const COMMANDS: SelectionCommands = { markRead: never, archive: never, close: never };

interface SelectionBarSampleProps {
  ids: readonly string[];
  isFull?: boolean;
  isArchive?: boolean;
}

export function SelectionBarSample({
  ids,
  isFull = false,
  isArchive = false,
}: SelectionBarSampleProps) {
  return (
    <SelectionBar
      ids={ids}
      isFull={isFull}
      isArchive={isArchive}
      newestEventId="0"
      commands={COMMANDS}
      clear={() => undefined}
    />
  );
}

export function SelectableRows() {
  return (
    <TicketRows
      rows={toJsonText<TicketRowData[]>(
        ["148402", "148403", "148404"].map((number) => ({
          id: number,
          number,
          subject: ["Checkout answers with 502 since the night"],
          turn: "theirs",
          status: "Open",
          at: "2026-03-12T12:30:00Z",
          time: "12 Mar 2026, 12:30 UTC",
          ago: "2 hr ago",
        })),
      )}
      audience="customer"
      label="Tickets to be selected"
      heads={{
        turn: "Turn",
        subject: "Subject",
        organization: null,
        status: "Status",
        priority: "Priority",
        reply: null,
        activity: "Last activity",
      }}
      unreadLabel="Unread"
      commands={COMMANDS}
      isArchive={false}
      newestEventId="0"
      turnLabels={{ theirs: "Their turn" }}
    />
  );
}
