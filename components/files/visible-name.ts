/** A name as it came, with what cannot be seen made visible: it is shown to explain why another one is used. */
export function visibleName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, "\u25a1");
}

const IMAGE_NAME = /^image\.(png|jpe?g|gif|webp)$/i;

/** Every pasted screenshot is called "image.png"; the time tells them apart. */
export function pastedName(name: string, at: Date): string {
  const extension = IMAGE_NAME.exec(name)?.[1];
  if (!extension) return name;
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `screenshot ${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${extension.toLowerCase()}`;
}
