import { DialogButton } from "@/components/people/dialogs/dialog-button";
import { DialogHost, DialogStatus } from "@/components/people/dialogs/dialog-host";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import { Panel } from "@/components/ui/panel";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
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
  const t = useTexts();
  return (
    <li className="grid gap-2 px-4 py-3">
      <span className="font-medium [overflow-wrap:anywhere]">{session.device}</span>
      <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-4">
        <DescriptionCell label={t("sessions.lastSeen")}>
          <Time at={session.lastSeenAt} locale={locale} />
        </DescriptionCell>
        <DescriptionCell label={t("sessions.signedIn")}>
          <Time at={session.createdAt} locale={locale} />
        </DescriptionCell>
        <DescriptionCell label={t("sessions.signedInBy")}>
          {t(`sessions.method.${session.method}`)}
        </DescriptionCell>
        {session.network === "" ? null : (
          <DescriptionCell label={t("sessions.network")}>
            <span dir="ltr">{session.network}</span>
          </DescriptionCell>
        )}
      </DescriptionList>
    </li>
  );
}
