import { useTexts } from "#texts";

/** As high as the setting, which needs scripts to be changed. */
export function PrivacyPlace({ provider }: { provider: string }) {
  const t = useTexts();
  return (
    <div inert className="border-t px-4 py-4 text-[0.8125rem] print:hidden">
      <div className="invisible grid gap-1.5">
        <span className="text-sm font-medium">{t("privacy.label")}</span>
        <span className="h-control" />
        <p>{t("privacy.help", { provider })}</p>
      </div>
    </div>
  );
}

/** As high as the setting, which needs scripts to be changed. */
export function SensitivePlace() {
  const t = useTexts();
  return (
    <div inert className="border-t px-4 py-4 text-[0.8125rem] print:hidden">
      <div className="invisible grid gap-1 ps-7">
        <span className="min-h-6 pe-17 font-medium leading-6">{t("sensitive.label")}</span>
        <p className="text-pretty">{t("sensitive.help")}</p>
      </div>
    </div>
  );
}
