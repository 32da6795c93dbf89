import type { Metadata } from "next";

import { PageTexts } from "@/app/browser-texts";
import { allValues, firstValues, type SearchParams } from "@/app/search-params";
import { AuditLogView } from "@/components/audit/audit-log-view";
import { UnreadFilters } from "@/components/feedback/unread-filters";
import { readAuditLog } from "@/lib/audit/audit-log";
import { DEFAULT_PERIOD_DAYS } from "@/lib/audit/period";
import { auditFilters } from "@/lib/audit/schemas";
import { requireStaff } from "@/lib/auth/viewer";
import { unreadParts } from "@/lib/forms/unread-parts";
import { requestTexts } from "@/lib/server/request-texts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("audit.title") };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireStaff();
  const query = await allValues(searchParams);
  const filters = auditFilters.parse(firstValues(query));
  return (
    <PageTexts features={[]}>
      <UnreadFilters parts={unreadParts(query, filters, Object.keys(auditFilters.shape))} />
      <AuditLogView
        page={await readAuditLog(viewer, filters)}
        filters={filters}
        days={DEFAULT_PERIOD_DAYS}
        locale={viewer}
      />
    </PageTexts>
  );
}
