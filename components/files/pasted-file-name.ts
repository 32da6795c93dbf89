import type { Translate } from "@/lib/i18n/message";

const IMAGE_NAME = /^image\.(png|jpe?g|gif|webp)$/i;

/** Names a pasted screenshot by its time; browsers call every one "image.png". */
export function pastedFileName(t: Translate, name: string, at: Date): string {
  const extension = IMAGE_NAME.exec(name)?.[1];
  if (!extension) return name;
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const date = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join("-");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(".");
  return `${t("files.screenshotName", { date, time })}.${extension.toLowerCase()}`;
}
