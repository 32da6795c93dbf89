import { Fragment, type ReactNode } from "react";

import { type Locale, longDay } from "@/components/ui/time/format-time";
import type { MessageView } from "@/lib/tickets/detail/types";

import { MessageCard } from "./message-card";

interface MessageDaysProps {
  messages: readonly MessageView[];
  providerName: string;
  locale: Locale;
  firstNewId?: string | null;
  /** Ids of messages that are different now, in a past version. */
  changed?: readonly string[];
  /** Stands before the first new message. */
  newSince?: ReactNode;
}

interface Group {
  /** Null where it is the day of the group before, and without a time. */
  day: string | null;
  isNew: boolean;
  messages: MessageView[];
}

function groupByDay({ messages, locale, firstNewId }: MessageDaysProps): Group[] {
  const now = new Date();
  const groups: Group[] = [];
  let current: string | null = null;
  for (const message of messages) {
    const day: string | null = message.sentAt ? longDay(message.sentAt, now, locale) : current;
    const isNew = message.id === firstNewId;
    if (groups.length === 0 || isNew || day !== current)
      groups.push({ day: day === current ? null : day, isNew, messages: [] });
    groups.at(-1)?.messages.push(message);
    current = day;
  }
  return groups;
}

/** One list of messages a day, under a heading with the day and the time zone. */
export function MessageDays(props: MessageDaysProps) {
  const { providerName, locale, newSince, changed = [] } = props;
  return groupByDay(props).map(({ day, isNew, messages }) => (
    <Fragment key={messages[0]?.id}>
      {day === null ? null : (
        <h3 className="mt-1 text-[0.8125rem] font-medium text-muted-foreground">
          <time dateTime={messages[0]?.sentAt?.toISOString()}>{day}</time>
        </h3>
      )}
      {isNew ? newSince : null}
      <ol className="grid gap-3">
        {messages.map((message) => (
          <MessageCard
            key={message.id}
            message={message}
            providerName={providerName}
            locale={locale}
            isChangedSince={changed.includes(message.id)}
          />
        ))}
      </ol>
    </Fragment>
  ));
}
