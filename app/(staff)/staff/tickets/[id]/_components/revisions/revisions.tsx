import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Select } from "@/components/ui/form/select";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { type Locale, timeWithSeconds } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { ReviewTicketDetail, RevisionView } from "@/lib/review/types";
import { ticketUrl } from "@/lib/routes";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { compareRevisions, type JsonLine } from "./raw-lines";
import { RevisionChanges } from "./revision-changes";

interface RevisionsProps {
  ticket: Pick<ReviewTicketDetail, "id" | "revisions" | "revisionCount" | "olderRevisions">;
  locale: Locale;
  /** Ids of the revisions to compare; default: the two newest. */
  left: string | undefined;
  right: string | undefined;
  isOpen: boolean;
}

interface RevisionJsonProps {
  revision: RevisionView;
  lines: JsonLine[];
  locale: Locale;
  formatTime: (at: Date) => string;
}

function RevisionJson({ revision, lines, locale, formatTime }: RevisionJsonProps) {
  const t = useTexts();
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-muted-foreground">
        {t.rich("review.seen", {
          time: () => (
            <Time
              at={revision.seenAt}
              locale={locale}
              show="full"
              full={formatTime(revision.seenAt)}
            />
          ),
        })}
      </p>
      <pre
        tabIndex={0}
        lang=""
        className="max-h-[32rem] overflow-auto rounded-md border bg-background py-2 font-mono text-xs leading-5"
      >
        {lines.map((line, index) => (
          <span
            key={index}
            className={cn("block px-3", line.differs && "bg-warning-tint font-semibold")}
          >
            {line.differs ? "› " : "  "}
            {line.text}
          </span>
        ))}
      </pre>
    </div>
  );
}

interface RevisionSelectProps {
  name: string;
  label: string;
  revisions: RevisionView[];
  chosen: RevisionView;
  formatTime: (at: Date) => string;
}

function RevisionSelect({ name, label, revisions, chosen, formatTime }: RevisionSelectProps) {
  return (
    <label className="grid gap-1 text-xs text-muted-foreground">
      {label}
      <Select name={name} defaultValue={chosen.id}>
        {revisions.map((revision) => (
          <option key={revision.id} value={revision.id} translate="no">
            {formatTime(revision.seenAt)}
          </option>
        ))}
      </Select>
    </label>
  );
}

/** Compares two revisions of the provider's JSON. */
export function Revisions({ ticket, locale, left, right, isOpen }: RevisionsProps) {
  const t = useTexts();
  const { revisions, revisionCount, olderRevisions } = ticket;
  const formatTime = timeWithSeconds(
    revisions.map((revision) => revision.seenAt),
    locale,
  );
  const newer = revisions.find((revision) => revision.id === right) ?? revisions[0];
  const older = revisions.find((revision) => revision.id === left) ?? revisions[1] ?? newer;
  if (!newer || !older) return null;
  const [olderLines, newerLines] = compareRevisions(older, newer);
  return (
    <Panel
      title={t("review.revisions")}
      aside={<span className="text-[0.8125rem] text-muted-foreground">{revisionCount}</span>}
    >
      <Disclosure
        summary={t(revisions.length > 1 ? "review.compareSent" : "review.showSent")}
        open={isOpen}
        className="p-4 text-[0.8125rem]"
      >
        {revisions.length > 1 ? (
          <form noValidate className="mt-4 grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
            <RevisionSelect
              name="left"
              label={t("review.earlier")}
              revisions={revisions}
              chosen={older}
              formatTime={formatTime}
            />
            <RevisionSelect
              name="right"
              label={t("review.later")}
              revisions={revisions}
              chosen={newer}
              formatTime={formatTime}
            />
            <Button type="submit" variant="secondary">
              {t("review.compare")}
            </Button>
          </form>
        ) : null}
        {olderRevisions || revisions.length < revisionCount ? (
          <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground">
            <span>{t("review.choice", { shown: revisions.length, all: revisionCount })}</span>
            <Link href={ticketUrl("staff", ticket.id, { revisions: "" })} className="text-link">
              {t("review.latest")}
            </Link>
            {olderRevisions ? (
              <Link
                href={ticketUrl("staff", ticket.id, { revisions: olderRevisions })}
                className="text-link"
              >
                {t("review.older")}
              </Link>
            ) : null}
          </p>
        ) : null}
        {older === newer ? null : (
          <>
            <p className="mt-4 text-pretty text-muted-foreground">
              {t("review.changes.between", {
                from: formatTime(older.seenAt),
                to: formatTime(newer.seenAt),
              })}
            </p>
            <RevisionChanges older={older} newer={newer} />
          </>
        )}
        <Disclosure
          summary={t("review.json", { count: older === newer ? 1 : 2 })}
          open={older === newer}
          className="mt-4"
        >
          <div className={cn("mt-3 grid gap-4", older !== newer && "md:grid-cols-2")}>
            {older === newer ? null : (
              <RevisionJson
                revision={older}
                lines={olderLines}
                locale={locale}
                formatTime={formatTime}
              />
            )}
            <RevisionJson
              revision={newer}
              lines={newerLines}
              locale={locale}
              formatTime={formatTime}
            />
          </div>
        </Disclosure>
      </Disclosure>
    </Panel>
  );
}
