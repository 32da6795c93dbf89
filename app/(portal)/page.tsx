import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { PageTexts } from "@/app/browser-texts";
import { WelcomeView } from "@/components/welcome/welcome-steps";
import { isStaff } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/viewer";
import { firstSteps } from "@/lib/connections/first-steps";
import { providerChoices } from "@/lib/connections/queries";
import { ticketsUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("welcome.title") };
}

/** The first steps of a new organization; everybody else goes to the tickets. */
export default async function HomePage() {
  const viewer = await requireViewer();
  if (isStaff(viewer)) redirect(ticketsUrl("staff"));
  const steps = await firstSteps(viewer);
  if (!steps || steps.hasTickets || steps.hasFiled) redirect(ticketsUrl("customer"));
  return (
    <PageTexts features={[]}>
      <WelcomeView
        steps={steps}
        providers={providerChoices(await requestTexts())}
        locale={viewer}
      />
    </PageTexts>
  );
}
