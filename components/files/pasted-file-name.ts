const IMAGE_NAME = /^image\.(png|jpe?g|gif|webp)$/i;

/** Every pasted screenshot is called "image.png"; the time tells them apart. */
export function pastedFileName(name: string, at: Date): string {
  const extension = IMAGE_NAME.exec(name)?.[1];
  if (!extension) return name;
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `screenshot ${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${extension.toLowerCase()}`;
}
