import { buttonVariants } from "@/components/ui/button";
import { STOP_SEEING } from "@/lib/auth/seeing/paths";
import { useTexts } from "#texts";

export function StopSeeing({ name }: { name: string }) {
  const t = useTexts();
  return (
    <form noValidate method="post" action={STOP_SEEING}>
      <button
        type="submit"
        className={buttonVariants({ size: "name", className: "[overflow-wrap:anywhere]" })}
      >
        {t("seeing.stop", { name })}
      </button>
    </form>
  );
}
