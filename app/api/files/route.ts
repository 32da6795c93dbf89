export { beginRoute as POST } from "@/lib/files/routes";
