export {
  removeRoute as DELETE,
  previewRoute as GET,
  finishRoute as POST,
} from "@/lib/files/routes";
