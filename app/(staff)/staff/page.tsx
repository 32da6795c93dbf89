import { redirect } from "next/navigation";

import { requireStaff } from "@/lib/auth/viewer";
import { ticketsUrl } from "@/lib/routes";

/** Staff start with the tickets; the address is a short one to type. */
export default async function StaffPage() {
  await requireStaff();
  redirect(ticketsUrl("staff"));
}
