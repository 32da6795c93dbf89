import { Check, ExternalLink } from "lucide-react";
import type { Route } from "next";
import type { ReactNode } from "react";

import { ImportProgress } from "@/components/freshness/import-progress";
import { isBeingRead } from "@/components/freshness/sync-state";
import { RefreshWhileSyncing } from "@/components/polling/refresh-while-syncing";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/navigation/link";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Locale } from "@/components/ui/time/format-time";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { ConnectableProvider, FirstSteps } from "@/lib/connections/types";
import { markForeign } from "@/lib/i18n/foreign-words";
import { connectUrl, newTicketUrl } from "@/lib/routes";
import { formatList } from "@/lib/text/format-list";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

export interface WelcomeStepsProps {
  steps: FirstSteps;
  providers: readonly ConnectableProvider[];
  locale: Locale;
  /** The list shows the progress of imports itself. */
  isInList?: boolean;
}

/** The steps as a page of their own. */
export function WelcomeView(props: WelcomeStepsProps) {
  const t = useTexts();
  return (
    <div className="mx-auto grid max-w-2xl gap-5">
      <div className="grid gap-1">
        <h1 className="text-2xl font-semibold tracking-tight">{t("welcome.title")}</h1>
        <p className="text-pretty text-muted-foreground">{t("welcome.hint")}</p>
      </div>
      <Card>
        <WelcomeSteps {...props} />
      </Card>
      <RefreshWhileSyncing running={props.steps.connections.some(isBeingRead)} />
    </div>
  );
}

/** The three steps to a first ticket; the done ones are ticked. */
export function WelcomeSteps({ steps, providers, locale, isInList }: WelcomeStepsProps) {
  const t = useTexts();
  const { connections, hasTickets, hasFiled, mayFile } = steps;
  const isConnected = connections.length > 0;
  const isRead =
    hasTickets || (isConnected && connections.every(({ lastReadAt }) => lastReadAt !== null));
  return (
    <ol className="divide-y">
      <Step number={1} isDone={isConnected} isNext={!isConnected} title={t("welcome.connect")}>
        {isConnected ? null : <HowToConnect steps={steps} providers={providers} locale={locale} />}
      </Step>
      <Step number={2} isDone={isRead} isNext={isConnected && !isRead} title={t("welcome.read")}>
        {!isConnected ? (
          <p>{t("welcome.readLater")}</p>
        ) : isRead ? (
          <p>{t(hasTickets ? "welcome.readDone" : "welcome.readNone")}</p>
        ) : (
          <Reading connections={connections} locale={locale} isInList={isInList} />
        )}
      </Step>
      <Step number={3} isDone={hasFiled} isNext={isConnected && isRead} title={t("welcome.file")}>
        {mayFile ? (
          <>
            <p>{t(isConnected ? "welcome.fileHint" : "welcome.fileLater")}</p>
            {isConnected ? (
              <Action href={newTicketUrl()} isPrimary={isRead}>
                {t("tickets.new")}
              </Action>
            ) : null}
          </>
        ) : (
          <Ask to="file" steps={steps} locale={locale} />
        )}
      </Step>
    </ol>
  );
}

interface StepProps {
  number: number;
  isDone: boolean;
  isNext: boolean;
  title: string;
  children: ReactNode;
}

function Step({ number, isDone, isNext, title, children }: StepProps) {
  const t = useTexts();
  return (
    <li
      aria-current={isNext && !isDone ? "step" : undefined}
      className="flex items-start gap-3.5 px-4 py-4 sm:px-6"
    >
      <span
        aria-hidden
        className={cn(
          "grid size-7 shrink-0 place-items-center rounded-full border text-[0.8125rem] font-semibold",
          isDone && "border-transparent bg-tint text-success",
          isNext && !isDone && "border-transparent bg-primary text-primary-foreground",
        )}
      >
        {isDone ? <Check className="size-4" /> : number}
      </span>
      <div className="grid min-w-0 flex-1 gap-2 text-pretty text-muted-foreground">
        <h2 className="text-base leading-7 font-semibold text-foreground">
          {title}
          {isDone ? <VisuallyHidden>: {t("welcome.done")}</VisuallyHidden> : null}
        </h2>
        {children}
      </div>
    </li>
  );
}

function Action({
  href,
  isPrimary,
  children,
}: {
  href: Route;
  isPrimary: boolean;
  children: ReactNode;
}) {
  return (
    <Link
      href={href}
      className={buttonVariants({
        variant: isPrimary ? "primary" : "secondary",
        className: "w-fit",
      })}
    >
      {children}
    </Link>
  );
}

/** Links managers to the providers' key pages; tells others whom to ask. */
function HowToConnect({ steps, providers, locale }: WelcomeStepsProps) {
  const t = useTexts();
  if (!steps.mayConnect) return <Ask to="connect" steps={steps} locale={locale} />;
  return (
    <>
      <p>{t("welcome.connectHint")}</p>
      <ul className="grid gap-3">
        {providers.map(({ id, name, credentialHelp, keysUrl }) => (
          <li key={id}>
            {keysUrl ? (
              <a
                href={keysUrl}
                target="_blank"
                rel="noreferrer"
                className="text-link inline-flex items-center gap-1.5 font-medium"
              >
                {t("connectionForms.makeKey", { provider: name })}
                <ExternalLink aria-hidden className="size-3.5" />
              </a>
            ) : (
              <span className="font-medium text-foreground">{name}</span>
            )}
            <p className="text-[0.8125rem]">{credentialHelp}</p>
          </li>
        ))}
      </ul>
      <Action href={connectUrl({ first: "1" })} isPrimary>
        {t("tickets.connect")}
      </Action>
    </>
  );
}

interface AskProps extends Pick<WelcomeStepsProps, "steps" | "locale"> {
  to: keyof typeof ASK_TO;
}

const ASK_TO = { connect: "welcome.askToConnect", file: "welcome.askToFile" } as const;

/** Names the managers of the organization. */
function Ask({ to, steps: { managers }, locale }: AskProps) {
  const t = useTexts();
  const names = formatList(managers.map(markForeign), locale.language, "or");
  return (
    <p>
      <MarkedText text={managers.length > 0 ? t(ASK_TO[to], { names }) : t("welcome.noManager")} />
    </p>
  );
}

const MAX_SHOWN = 3;

interface ReadingProps extends Pick<WelcomeStepsProps, "locale" | "isInList"> {
  connections: FirstSteps["connections"];
}

function Reading({ connections, locale, isInList }: ReadingProps) {
  const t = useTexts();
  const unread = connections.filter(({ lastReadAt }) => lastReadAt === null);
  if (unread.some(({ problem, status }) => problem !== null || status !== "active"))
    return (
      <>
        <p>{t("welcome.readFailed")}</p>
        <Action href="/connections" isPrimary={false}>
          {t("welcome.connections")}
        </Action>
      </>
    );
  if (isInList) return <p>{t("welcome.reading")}</p>;
  return unread.slice(0, MAX_SHOWN).map((freshness) => (
    <div key={freshness.connectionId}>
      <ImportProgress freshness={freshness} locale={locale} />
    </div>
  ));
}
