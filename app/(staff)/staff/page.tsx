import { redirect } from "next/navigation";

import { requireStaff } from "@/lib/auth/viewer";
import { ticketsUrl } from "@/lib/routes";

/** Redirects to the tickets, as people type and bookmark the short address. */
export default async function StaffPage() {
  await requireStaff();
  redirect(ticketsUrl("staff"));
}
