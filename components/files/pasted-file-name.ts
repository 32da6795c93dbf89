import type { Translate } from "@/lib/i18n/message";

const MINUTE_MS = 60_000;
const IMAGE_NAME = /^image\.(png|jpe?g|gif|webp)$/i;

/** Names a pasted screenshot by its time; browsers call every one "image.png". */
export function pastedFileName(t: Translate, name: string, at: Date): string {
  const extension = IMAGE_NAME.exec(name)?.[1];
  if (!extension) return name;
  const local = new Date(+at - at.getTimezoneOffset() * MINUTE_MS).toISOString();
  const date = local.slice(0, 10);
  const time = local.slice(11, 19).replaceAll(":", ".");
  return `${t("files.screenshotName", { date, time })}.${extension.toLowerCase()}`;
}
