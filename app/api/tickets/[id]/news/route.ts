export { newsRoute as GET } from "@/lib/tickets/news-route";

export const dynamic = "force-dynamic";
