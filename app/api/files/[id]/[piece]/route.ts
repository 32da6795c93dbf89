export { pieceRoute as PUT } from "@/lib/files/routes";
