import { redirect } from "next/navigation";

import { requireViewer } from "@/lib/auth/viewer";
import { ticketsUrl } from "@/lib/routes";

export default async function HomePage() {
  const viewer = await requireViewer();
  const isStaff = viewer.role === "staff" || viewer.role === "admin";
  redirect(ticketsUrl(isStaff ? "staff" : "customer"));
}
