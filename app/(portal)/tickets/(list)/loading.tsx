import { ListSkeleton } from "@/components/tickets/list-skeleton";

export default function Loading() {
  return <ListSkeleton title="Tickets" />;
}
