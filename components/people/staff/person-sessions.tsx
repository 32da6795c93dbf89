import { SessionFacts } from "@/components/accounts/sessions/session-facts";
import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost, DialogStatus } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import type { PersonDetail, PersonSession } from "@/lib/people/types";
import { useTexts } from "#texts";

interface PersonSessionsProps {
  person: PersonDetail;
  locale: Locale;
  /** Null for staff, who only see the sessions. */
  signOut: DialogAction | null;
}

/** A person's sessions, for administrators. */
export function PersonSessions({ person, locale, signOut }: PersonSessionsProps) {
  const t = useTexts();
  const { id: userId, name, sessions } = person;
  return (
    <DialogHost>
      <Panel
        title={t("staffPeople.sessions")}
        aside={
          signOut && sessions.length > 0 ? (
            <DialogButton
              label={t("staffPeople.signOut")}
              title={t("staffPeople.signOutOf", { name })}
              hint={t("staffPeople.signOutHint")}
              submit={t("staffPeople.signOut")}
              failureTitle={t("staffPeople.notSignedOut")}
              done={t("staffPeople.signedOut", { name })}
              action={signOut}
              given={{ userId }}
              isDanger
              isButtonGone
            />
          ) : null
        }
      >
        <DialogStatus />
        <ul className="divide-y text-[0.8125rem]">
          {sessions.map((session) => (
            <SessionItem key={session.id} session={session} locale={locale} />
          ))}
          {sessions.length === 0 ? (
            <li className="px-4 py-4 text-muted-foreground">{t("staffPeople.noSessions")}</li>
          ) : null}
        </ul>
      </Panel>
    </DialogHost>
  );
}

function SessionItem({ session, locale }: { session: PersonSession; locale: Locale }) {
  return (
    <li className="grid gap-2 px-4 py-3">
      <span className="font-medium [overflow-wrap:anywhere]">{session.device}</span>
      <SessionFacts session={session} locale={locale} showsNetwork={session.network !== ""} />
    </li>
  );
}
