import { Panel } from "@/components/ui/panel";
import type { TicketDetail } from "@/lib/tickets/types";
import { AttachmentLink } from "./attachment-link";

/** Every file of the ticket in one place. */
export function AttachmentsPanel({ ticket }: { ticket: TicketDetail }) {
  return (
    <Panel title="Attachments" aside={ticket.attachments.length > 0 ? <span className="text-[0.8125rem] text-muted-foreground">{ticket.attachments.length}</span> : null}>
      {ticket.attachments.length > 0 ? (
        <ul className="flex flex-wrap gap-2 p-4">
          {ticket.attachments.map((attachment) => <li key={attachment.id} className="max-w-full"><AttachmentLink attachment={attachment} /></li>)}
        </ul>
      ) : (
        <p className="px-4 py-4 text-[0.8125rem] text-muted-foreground">{ticket.hasConversation ? "No files." : `${ticket.provider.name} does not show files here.`}</p>
      )}
    </Panel>
  );
}
