/** A PDF of one page: a heading and lines of text. */
export function pdfDocument(heading: string, lines: readonly string[]): Buffer {
  const content = [
    "BT /F1 16 Tf 56 780 Td",
    `(${escaped(heading)}) Tj`,
    "/F1 10 Tf 0 -28 Td 15 TL",
    ...lines.map((line) => `(${escaped(line)}) Tj T*`),
    "ET",
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let text = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** Octal for what is not ASCII, so that one character is one byte in every encoding. */
function escaped(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.charCodeAt(0);
      if ("()\\".includes(letter)) return `\\${letter}`;
      if (code < 127) return letter;
      return code < 256 ? `\\${code.toString(8)}` : "?";
    })
    .join("");
}
