import { Bot, CircleUserRound, Headset, KeyRound, type LucideIcon, UserRound } from "lucide-react";
import type { ReactNode } from "react";

import { clockTime, fullTime, type Locale, timeOfDay } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { messageAnchor } from "@/lib/routes";
import { isBlank } from "@/lib/text/blank";
import type { MessageView } from "@/lib/tickets/detail/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { MessageText } from "../../ui/text/blocks/message-text";
import { Reference } from "../detail/reference";
import { AttachmentLink } from "./attachment-link";
import { AttachmentPreview } from "./attachment-preview";

type SenderRole = "customer" | "provider" | "automatic" | "unknownSender";

interface SenderStyle {
  /** Shown beside the author's name; null for a kind that we do not know. */
  role: SenderRole | null;
  icon: LucideIcon;
  cardClass: string;
  iconClass: string;
}

const CUSTOMER: SenderStyle = {
  role: "customer",
  icon: UserRound,
  cardClass: "ml-6 sm:ml-16 bg-tint/60 border-primary/20",
  iconClass: "text-tint-foreground",
};
const STAFF: SenderStyle = {
  role: "provider",
  icon: Headset,
  cardClass: "mr-6 sm:mr-16 bg-card",
  iconClass: "text-foreground",
};
const AUTOMATION: SenderStyle = {
  role: "automatic",
  icon: Bot,
  cardClass: "mr-6 sm:mr-16 border-dashed bg-transparent text-muted-foreground",
  iconClass: "text-muted-foreground",
};

/** The provider does not tell its staff from the customer's own people. */
const UNKNOWN: SenderStyle = {
  role: "unknownSender",
  icon: CircleUserRound,
  cardClass: "mr-6 sm:mr-16 bg-card",
  iconClass: "text-muted-foreground",
};

const SENDER_STYLES: Record<string, SenderStyle> = {
  customer: CUSTOMER,
  staff: STAFF,
  automation: AUTOMATION,
  unknown: UNKNOWN,
};

interface MessageCardProps {
  message: MessageView;
  providerName: string;
  locale: Locale;
  /** A past version of a message that was changed or removed later. */
  isChangedSince?: boolean;
  /** Delivery status of a pending message. */
  status?: ReactNode;
  /** Its outgoing files. */
  children?: ReactNode;
}

/** Explains why a message has no text. */
function emptyBodyText({ encrypted, attachments }: MessageView) {
  if (encrypted) return "conversation.encryptedHidden";
  return attachments.length > 0 ? "conversation.onlyFiles" : "conversation.noText";
}

/** Encrypted text is covered until it is asked for, and never printed. */
function MessageBody({ message: { body, encrypted } }: Pick<MessageCardProps, "message">) {
  const t = useTexts();
  if (!encrypted) return <MessageText text={body ?? ""} />;
  return (
    <>
      <p className="hidden text-muted-foreground italic print:block">
        {t("conversation.notPrinted")}
      </p>
      <details data-covered="" className="print:hidden">
        <summary className="w-fit cursor-pointer text-[0.8125rem] font-medium text-primary hover:underline">
          {t("conversation.showEncrypted")}
        </summary>
        <div className="mt-2">
          <MessageText text={body ?? ""} />
        </div>
      </details>
    </>
  );
}

/** An unknown kind of sender is shown as the provider names it. */
export function MessageCard({
  message,
  providerName,
  locale,
  isChangedSince = false,
  status,
  children,
}: MessageCardProps) {
  const t = useTexts();
  const style = SENDER_STYLES[message.sender] ?? { ...STAFF, role: null };
  const { removedAt } = message;
  const role = style.role
    ? t(`conversation.${style.role}`, { provider: providerName })
    : message.sender;
  // Some providers repeat the kind of sender as the name.
  const named = message.author !== null && message.author.toLowerCase() !== message.sender;
  return (
    <li
      id={messageAnchor(message.id)}
      className={cn(
        "rounded-lg border px-4 py-3 target:border-primary",
        style.cardClass,
        status ? "border-dashed border-input" : null,
      )}
    >
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-x-4 text-[0.8125rem]">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <style.icon aria-hidden className={cn("size-4 shrink-0", style.iconClass)} />
          <bdi
            lang={named || !style.role ? "" : undefined}
            translate={named ? "no" : undefined}
            className="min-w-0 font-semibold text-foreground"
          >
            {named ? message.author : role}
          </bdi>
          {named ? (
            <span lang={style.role ? undefined : ""} className="text-muted-foreground">
              {role}
            </span>
          ) : null}
          {message.account === undefined ? null : (
            <span className="text-muted-foreground">
              {t.rich("conversation.viaAccount", {
                name: () => (
                  <bdi lang="" translate="no">
                    {message.account}
                  </bdi>
                ),
              })}
            </span>
          )}
          {message.encrypted ? (
            <span className="inline-flex items-center gap-1 text-muted-foreground">
              <KeyRound aria-hidden className="size-3.5" />
              {t("conversation.encrypted")}
            </span>
          ) : null}
        </span>
        {message.sentAt ? (
          <time
            dateTime={message.sentAt.toISOString()}
            title={fullTime(message.sentAt, locale)}
            className="text-muted-foreground"
          >
            {status
              ? clockTime(message.sentAt, new Date(), locale)
              : timeOfDay(message.sentAt, locale)}
          </time>
        ) : null}
      </div>
      {message.body === null || isBlank(message.body) ? (
        <p className="text-muted-foreground italic">{t(emptyBodyText(message))}</p>
      ) : (
        <MessageBody message={message} />
      )}
      {message.attachments.length > 0 ? (
        <ul className="mt-3 flex flex-wrap items-start gap-2">
          {message.attachments.map((attachment) => (
            <li key={attachment.id} className="max-w-full">
              {attachment.preview ? (
                <AttachmentPreview attachment={attachment} src={attachment.preview} />
              ) : (
                <AttachmentLink attachment={attachment} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {children}
      {isChangedSince ? (
        <p className="mt-2 text-[0.8125rem] text-warning">{t("conversation.changedSince")}</p>
      ) : null}
      {removedAt ? (
        <p className="mt-2 text-[0.8125rem] text-muted-foreground">
          {t.rich("conversation.removed", {
            time: () => <Time at={removedAt} locale={locale} show="dated" />,
          })}
        </p>
      ) : null}
      {message.reference ? (
        <p className="mt-2">
          <Reference reference={message.reference} />
        </p>
      ) : null}
      {status}
    </li>
  );
}
