"use client";

import { Archive, ArchiveRestore, Check, CheckCheck, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { newFormKey } from "@/components/drafts/form-key";
import { actionResult } from "@/components/feedback/action-result";
import { focusResults, isFocusFree } from "@/components/shell/shortcuts/shortcut-targets";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Link } from "@/components/ui/navigation/link";
import type { Result } from "@/lib/result";
import { ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { closingOutcome, type ClosingTicket } from "./closing-outcome";

interface MarkInput {
  ticketIds: string[];
  newestEventId: string;
}

export interface SelectionCommands {
  markRead: (input: MarkInput) => Promise<Result<void>>;
  archive: (input: MarkInput & { isArchived: boolean }) => Promise<Result<void>>;
  /** Unset for readers. */
  close?: (input: {
    items: Array<{ ticketId: string; formKey: string }>;
  }) => Promise<Result<{ submissionIds: string[]; refused: Array<{ reason: string }> }>>;
}

interface SelectionBarProps {
  ids: readonly string[];
  isFull: boolean;
  /** The list shows archived tickets only. */
  isArchive: boolean;
  /** Later events stay unread. */
  newestEventId: string;
  /** Not closed yet, or not at all. */
  closing?: readonly ClosingTicket[];
  commands: SelectionCommands;
  clear: () => void;
}

interface Outcome {
  text: string;
  isFailure?: boolean;
  /** Tickets to move back from the archive. */
  undo?: string[];
  /** Submissions that close a ticket each. */
  closing?: string[];
}

function ClosingText({ ids, closing }: { ids: string[]; closing?: readonly ClosingTicket[] }) {
  const t = useTexts();
  const outcome = closingOutcome(ids, closing);
  const { failed } = outcome;
  return (
    <>
      {outcome.closed > 0 ? `${t("selection.closed", { count: outcome.closed })} ` : null}
      {outcome.closing > 0 ? `${t("selection.closing", { count: outcome.closing })} ` : null}
      {failed.length > 0 ? (
        <span className="text-destructive">
          {t("selection.notClosed", { count: failed.length })}{" "}
          {failed.map(({ submissionId, ticketId, subject }) => (
            <Link
              key={submissionId}
              href={ticketUrl("customer", ticketId)}
              className="mr-2 underline"
            >
              <bdi lang="">{subject}</bdi>
            </Link>
          ))}
        </span>
      ) : null}
    </>
  );
}

/** Returns the row after the selected ones, or the last that stays. */
function rowAfter(ids: readonly string[]): string {
  const links = [...document.querySelectorAll(".list-results [data-row-link]")];
  const rows = links.map(({ id }) => id);
  const selected = ids.map((id) => `row-${id}`);
  const last = rows.findLastIndex((row) => selected.includes(row));
  const staying = (row: string) => !selected.includes(row);
  return rows.slice(last + 1).find(staying) ?? rows.findLast(staying) ?? "";
}

/** Actions for the selected tickets, then their outcome, at the bottom of the window. */
export function SelectionBar(props: SelectionBarProps) {
  const { ids, isFull, isArchive, newestEventId, commands, clear } = props;
  const t = useTexts();
  const { locked, run } = usePendingActions();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [asking, setAsking] = useState<Array<{ ticketId: string; formKey: string }> | null>(null);
  const nextRow = useRef("");
  const count = ids.length;
  const shown = count > 0 ? null : outcome;

  // The pressed button, or the row that had the focus, is gone.
  useEffect(() => {
    if (!shown || !isFocusFree()) return;
    const row = document.getElementById(nextRow.current);
    if (row) return row.focus();
    if (focusResults()) return;
    document.querySelector<HTMLElement>("[data-result-count]")?.focus();
  }, [shown]);

  function report<Data>(
    call: Promise<Result<Data>>,
    done: (data: Data) => Outcome,
    next = `row-${ids[0]}`,
  ): void {
    nextRow.current = next;
    run(async () => {
      const answer = await actionResult(t, call);
      setOutcome(answer.ok ? done(answer.data) : { text: answer.message, isFailure: true });
      if (answer.ok) clear();
    });
  }

  function archive(ticketIds: string[], isArchived: boolean): void {
    const next = rowAfter(ids);
    // The row that has the focus may go after the outcome is shown.
    if (ids.some((id) => document.activeElement?.id === `row-${id}`))
      document.getElementById(next)?.focus();
    const key = isArchived ? "selection.archived" : "selection.moved";
    report(
      commands.archive({ ticketIds, newestEventId, isArchived }),
      () => ({
        text: t(key, { count: ticketIds.length }),
        undo: isArchived ? ticketIds : undefined,
      }),
      next,
    );
  }

  function close(items: Array<{ ticketId: string; formKey: string }>): void {
    setAsking(null);
    if (!commands.close) return;
    report(commands.close({ items }), ({ submissionIds, refused }) => {
      const reasons = [...new Set(refused.map(({ reason }) => reason))].join(" ");
      const isFailure = refused.length > 0;
      return {
        text: isFailure ? `${t("selection.refused", { count: refused.length })} ${reasons}` : "",
        isFailure,
        closing: submissionIds,
      };
    });
  }

  const failure = outcome?.isFailure ? outcome.text : "";
  const full = isFull ? ` · ${t("selection.full", { count })}` : "";
  const counted = `${t("selection.count", { count })}${full}`;
  return (
    <div role="group" aria-label={t("selection.label")} data-commands="" className="selection-bar">
      <p role="status" className={failure ? "failed" : undefined}>
        {count > 0 ? [failure, counted].filter(Boolean).join(" ") : null}
        {shown?.closing ? <ClosingText ids={shown.closing} closing={props.closing} /> : null}
        {shown?.text}
      </p>
      {count > 0 ? (
        <span>
          {commands.close ? (
            <Button
              variant="secondary"
              size="small"
              disabled={locked}
              onClick={() =>
                setAsking(ids.map((ticketId) => ({ ticketId, formKey: newFormKey() })))
              }
            >
              <Check aria-hidden />
              {t("selection.close")}
            </Button>
          ) : null}
          <Button
            variant="secondary"
            size="small"
            disabled={locked}
            onClick={() =>
              report(commands.markRead({ ticketIds: [...ids], newestEventId }), () => ({
                text: t("selection.read", { count }),
              }))
            }
          >
            <CheckCheck aria-hidden />
            {t("selection.markRead")}
          </Button>
          <Button
            variant="secondary"
            size="small"
            disabled={locked}
            data-key="e"
            onClick={() => archive([...ids], !isArchive)}
          >
            {isArchive ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
            {t(isArchive ? "selection.moveBack" : "selection.archive")}
          </Button>
          <Button variant="ghost" size="small" onClick={clear}>
            <X aria-hidden />
            {t("selection.clear")}
          </Button>
        </span>
      ) : outcome ? (
        <span>
          {outcome.undo ? (
            <Button
              variant="secondary"
              size="small"
              disabled={locked}
              onClick={() => archive(outcome.undo ?? [], false)}
            >
              {t("selection.undo")}
            </Button>
          ) : null}
          <Button variant="ghost" size="small" onClick={() => setOutcome(null)}>
            <X aria-hidden />
            {t("selection.dismiss")}
          </Button>
        </span>
      ) : null}
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t("selection.closeTitle", { count: asking?.length ?? 0 })}
      >
        <p className="text-pretty">{t("selection.closeHint")}</p>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button onClick={() => close(asking ?? [])}>
            {t("selection.closeNow", { count: asking?.length ?? 0 })}
          </Button>
          <Button variant="secondary" onClick={() => setAsking(null)}>
            {t("common.cancel")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
