import { DialogButton } from "@/components/people/dialogs/dialog-button";
import type { DialogAction } from "@/components/people/dialogs/dialog-question";
import { portalChoices } from "@/components/people/role-choices";
import type { PersonDetail } from "@/lib/people/types";
import { useTexts } from "#texts";

export interface AccountActions {
  changePortalRole: DialogAction;
  changeState: DialogAction;
  resetFactor: DialogAction;
}

interface AccountButtonsProps {
  person: PersonDetail;
  actions: AccountActions;
}

/** The changes that an administrator can make to another person's account. */
export function AccountButtons({ person, actions }: AccountButtonsProps) {
  const t = useTexts();
  const { id: userId, name } = person;
  const change = person.isDisabled ? ("enable" as const) : ("disable" as const);
  return (
    <div className="flex flex-wrap gap-2 border-t px-4 py-4">
      <DialogButton
        label={t("staffPeople.portalRole")}
        title={t("staffPeople.portalRoleOf", { name })}
        hint={t("staffPeople.portalRoleHint")}
        submit={t("members.save")}
        failureTitle={t("members.notChanged")}
        done={t("staffPeople.portalRoleDone", { name })}
        action={actions.changePortalRole}
        given={{ userId }}
        fields={[
          {
            name: "role",
            label: t("staffPeople.role"),
            value: person.role,
            choices: portalChoices(t),
          },
        ]}
      />
      <DialogButton
        label={t(`staffPeople.${change}`)}
        title={t(`staffPeople.${change}Of`, { name })}
        hint={t(`staffPeople.${change}Hint`)}
        submit={t(`staffPeople.${change}`)}
        failureTitle={t("members.notChanged")}
        done={t(`staffPeople.${change}Done`, { name })}
        action={actions.changeState}
        given={{ userId, state: person.isDisabled ? "active" : "disabled" }}
        isDanger={!person.isDisabled}
      />
      {person.hasAuthenticator || person.passkeys > 0 ? (
        <DialogButton
          label={t("staffPeople.resetFactor")}
          title={t("staffPeople.resetFactorOf", { name })}
          hint={t("staffPeople.resetFactorHint")}
          submit={t("staffPeople.resetFactor")}
          failureTitle={t("members.notChanged")}
          done={t("staffPeople.resetFactorDone", { name })}
          action={actions.resetFactor}
          given={{ userId }}
          isDanger
          isButtonGone
        />
      ) : null}
    </div>
  );
}
