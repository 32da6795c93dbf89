import { redirect } from "next/navigation";

import { requireViewer } from "@/lib/auth/viewer";

export default async function HomePage() {
  const viewer = await requireViewer();
  const isStaff = viewer.role === "staff" || viewer.role === "admin";
  redirect(isStaff ? "/staff/tickets" : "/tickets");
}
