import { Download } from "lucide-react";
import type { ReactNode } from "react";

import { FileRow } from "@/components/files/file-row";
import { buttonVariants } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { OutgoingFileView } from "@/lib/files/types";
import { ticketFilesUrl } from "@/lib/routes";
import { fileKind } from "@/lib/text/file-name";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { ResendFilesPart } from "../reply/rare-parts";
import type { SendFiles } from "../reply/resend-files";
import { AttachmentLink } from "./attachment-link";

/** Customers only: resends failed files. */
export interface ResendCommand {
  /** Idempotency keys by file id, and one under `ALL_FILES`. */
  formKeys: Record<string, string>;
  send: SendFiles;
}

interface AttachmentsPanelProps {
  ticket: TicketDetail;
  /** Customers only. */
  resend?: ResendCommand;
}

/** Form key for resending all files. */
export const ALL_FILES = "all";

const FAILED: ReadonlySet<OutgoingFileView["state"]> = new Set(["missing", "refused"]);

/** Offers to resend all failed files. */
function FailedFiles({ ticket, resend }: AttachmentsPanelProps) {
  const t = useTexts();
  const files = ticket.outgoing.filter(({ state }) => FAILED.has(state)).map(({ id }) => id);
  if (files.length === 0 || !resend) return null;
  if (!ticket.actions.includes("reply")) {
    return (
      <p className="border-t px-4 py-3 text-[0.8125rem] text-pretty text-muted-foreground">
        {ticket.hasConversation
          ? t("conversation.reopenToResend")
          : t("conversation.resendAtProvider", { provider: ticket.provider.name })}
      </p>
    );
  }
  return files.length > 1 ? (
    <div className="flex flex-wrap justify-end gap-2 border-t px-3 py-2.5">
      <ResendFilesPart
        ticketId={ticket.id}
        files={files}
        formKey={resend.formKeys[ALL_FILES] ?? ""}
        send={resend.send}
      />
    </div>
  ) : null;
}

/** Offers all files in one archive, made of the ticket as it is now. */
function DownloadAll({ ticket }: { ticket: TicketDetail }) {
  const t = useTexts();
  const files = ticket.attachments.filter(({ href, isElsewhere }) => href && !isElsewhere);
  if (files.length < 2 || ticket.asOf) return null;
  return (
    <p className="border-t px-4 py-2.5 print:hidden">
      <a
        href={ticketFilesUrl(ticket.id)}
        className={buttonVariants({ variant: "secondary", size: "small" })}
      >
        <Download aria-hidden />
        {t("conversation.downloadAll")}
      </a>
    </p>
  );
}

/** Lists the ticket's files, outgoing ones included. */
export function AttachmentsPanel({ ticket, resend }: AttachmentsPanelProps) {
  const t = useTexts();
  const { attachments, outgoing } = ticket;
  return (
    <Panel
      title={t("conversation.attachments")}
      aside={
        attachments.length > 0 ? (
          <span className="text-[0.8125rem] text-muted-foreground">{attachments.length}</span>
        ) : null
      }
    >
      {attachments.length > 0 ? (
        <>
          <ul className="divide-y px-4 py-1">
            {attachments.map((attachment) => (
              <li key={attachment.id} className="flex items-start justify-between gap-4 py-1">
                <AttachmentLink attachment={attachment} look="row" />
                <span className="shrink-0 py-1 text-[0.8125rem] text-muted-foreground">
                  {t(`conversation.kind.${fileKind(attachment.filename, attachment.mimeType)}`)}
                </span>
              </li>
            ))}
          </ul>
          <DownloadAll ticket={ticket} />
        </>
      ) : outgoing.length === 0 ? (
        <p className="px-4 py-4 text-[0.8125rem] text-muted-foreground">
          {ticket.hasConversation
            ? t("conversation.noFiles")
            : t("conversation.filesAtProvider", { provider: ticket.provider.name })}
        </p>
      ) : null}
      {outgoing.length > 0 ? (
        <div className={attachments.length > 0 ? "border-t" : undefined}>
          <OutgoingFiles
            files={outgoing}
            actionOf={({ id, filename, state }) =>
              resend && FAILED.has(state) && ticket.actions.includes("reply") ? (
                <ResendFilesPart
                  ticketId={ticket.id}
                  files={[id]}
                  name={filename}
                  formKey={resend.formKeys[id] ?? ""}
                  send={resend.send}
                />
              ) : null
            }
          />
          <FailedFiles ticket={ticket} resend={resend} />
        </div>
      ) : null}
    </Panel>
  );
}

interface OutgoingFilesProps {
  files: readonly OutgoingFileView[];
  actionOf?: (file: OutgoingFileView) => ReactNode;
}

/** Lists outgoing files with their states. */
export function OutgoingFiles({ files, actionOf }: OutgoingFilesProps) {
  const t = useTexts();
  return (
    <ul aria-label={t("conversation.outgoingFiles")} className="divide-y">
      {files.map((file) => (
        <li key={file.id}>
          <FileRow file={file} actions={actionOf?.(file)} />
        </li>
      ))}
    </ul>
  );
}
