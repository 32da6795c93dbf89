export { attachmentRoute as GET } from "@/lib/tickets/attachment-route";
