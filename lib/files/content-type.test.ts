import { describe, expect, it } from "vitest";

import { ContentType } from "./content-type";

async function typeOf(...parts: Array<string | Uint8Array>): Promise<string> {
  const type = new ContentType();
  for (const part of parts)
    type.add(typeof part === "string" ? new TextEncoder().encode(part) : part);
  return type.result();
}

const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

describe("what a file is", () => {
  it("is read from its bytes", async () => {
    expect(await typeOf(GIF)).toBe("image/gif");
    expect(await typeOf("%PDF-1.7\n%\u00e2\u00e3")).toBe("application/pdf");
    expect(await typeOf("%PDF-1.4\n1 0 obj\nendobj\n")).toBe("application/pdf");
    expect(await typeOf(Buffer.from("504b0304140000000000", "hex"))).toBe("application/zip");
    expect(await typeOf(Buffer.from("4d5a90000300000004000000ffff0000", "hex"))).toBe(
      "application/x-msdownload",
    );
  });

  it.each([
    ["plain text", "Since 02:00 the site is down.\r\n"],
    ["a log with colours", "\u001b[31merror\u001b[0m\n"],
    ["Swedish text", "Sidan är nere\n"],
    ["HTML", "<!doctype html><script>alert(1)</script>"],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    [
      "SVG behind its declaration",
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ["a table of body mass", "BMI,Name,Date\n23,Anna,2026-11-22\n"],
    ["text that begins like a Windows program", "MZ is the postal code prefix of Mozambique.\n"],
    ["text that begins like an MP3 file", "ID3 tags are missing in all of our files.\n"],
    ["text that begins like an image", "GIF89a is what the header says.\n"],
    ["text that begins like a photo", "8BPS\nII*\n"],
    ["text that begins like an archive", "Rar! it was not.\nBZh91AY\n"],
    ["text that begins like a program for Linux", "ELF is a format. FWS and CWS are others.\n"],
    ["text that begins like a sound", "OggS, fLaC, MThd, FORM, RIFF: all of them fail.\n"],
    ["PostScript", "%!PS-Adobe-3.0\nshowpage\n"],
    ["a key", "-----BEGIN CERTIFICATE-----\nMIIB\n"],
    ["a calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"],
    ["RTF", "{\\rtf1 text}"],
    ["nothing but line ends", "\r\n\r\n"],
    ["a script", "#!/bin/sh\necho hello\n"],
  ])("is text and nothing more for %s", async (_what, text) => {
    expect(await typeOf(text)).toBe("text/plain");
  });

  it("is text in the encodings of older systems", async () => {
    expect(await typeOf(Buffer.from("Sidan är nere", "latin1"))).toBe("text/plain");
    expect(await typeOf(Buffer.from("\ufeffSidan är nere\r\n", "utf16le"))).toBe("text/plain");
    expect(await typeOf(Buffer.from([0xff, 0xfe, 1, 0, 0, 0, 2, 0]))).not.toBe("text/plain");
  });

  it("is unknown data when it is not text to its last byte", async () => {
    expect(await typeOf("text ".repeat(2_000), new Uint8Array([0]))).toBe(
      "application/octet-stream",
    );
    expect(await typeOf(new Uint8Array([1, 2, 3]))).toBe("application/octet-stream");
  });

  it("is the image for an image with something behind it", async () => {
    expect(await typeOf(GIF, "<script>alert(1)</script>")).toBe("image/gif");
  });

  it("survives what is made to break readers", async () => {
    const bomb = Buffer.concat([
      Buffer.from("504b0304140008000800", "hex"),
      Buffer.alloc(5_000, 0xff),
    ]);
    expect(await typeOf(bomb)).toMatch(/^application\//);
    expect(await typeOf(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"))).toMatch(
      /^(image\/png|application\/octet-stream)$/,
    );
  });
});
