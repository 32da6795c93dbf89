export { finishRoute as POST, previewRoute as GET, removeRoute as DELETE } from "@/lib/files/routes";
