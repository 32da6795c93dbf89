import { NextRequest } from "next/server";

import { GET as callback } from "@/app/api/auth/[...nextauth]/route";
import { POST as start } from "@/app/api/single-sign-on/[issuer]/route";

import { Jar, passThroughIssuer } from "./browser-jar";
import { useJar } from "./next-headers";

/** The portal's address in tests, as in lib/env.ts. */
export const PORTAL = "http://127.0.0.1:9";

/** One browser at the portal's own route handlers. */
export class PortalBrowser {
  readonly jar = new Jar();

  /** Presses the issuer's button; returns the issuer's address, or the portal's page that says why not. */
  async start(issuerId: string, fields: Record<string, string> = {}): Promise<string> {
    useJar(this.jar);
    const response = await start(
      new Request(`${PORTAL}/api/single-sign-on/${issuerId}`, {
        method: "POST",
        headers: { origin: PORTAL, host: new URL(PORTAL).host },
        body: new URLSearchParams(fields),
      }),
      { params: Promise.resolve({ issuer: issuerId }) },
    );
    this.jar.take(response);
    const refresh = /^0; url=(.+)$/.exec(response.headers.get("refresh") ?? "");
    return refresh?.[1] ?? response.headers.get("location") ?? "";
  }

  /** Comes back from the issuer; returns the page that follows. */
  async comeBack(address: string): Promise<string> {
    useJar(this.jar);
    const url = new URL(address);
    const request = new NextRequest(url, { headers: { cookie: this.jar.header } });
    const nextauth = url.pathname.split("/").slice(3);
    const response = await callback(request, { params: Promise.resolve({ nextauth }) });
    this.jar.take(response);
    return response.headers.get("location") ?? "";
  }

  /** The whole way; returns the page that follows. */
  async signIn(issuerId: string, fields: Record<string, string> = {}): Promise<string> {
    const url = await this.start(issuerId, fields);
    return url.startsWith("http") ? this.comeBack(await passThroughIssuer(url, PORTAL)) : url;
  }
}
