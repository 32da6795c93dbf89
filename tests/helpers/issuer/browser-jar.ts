/** Cookies and redirects as a browser keeps and follows them, for one site each. */
export class Jar {
  readonly values = new Map<string, string>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const at = pair.indexOf("=");
      const [name, value] = [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
      const isGone = attributes.some((one) => /^\s*max-age=0$/i.test(one)) || value === "";
      if (isGone) this.values.delete(name);
      else this.values.set(name, value);
    }
  }

  get header(): string {
    return [...this.values]
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("; ");
  }
}

/** Opens an issuer's page as a browser; returns the address that leads back to the portal. */
export async function passThroughIssuer(url: string, portal: string): Promise<string> {
  const jar = new Jar();
  let address = url;
  for (let step = 0; step < 10 && !address.startsWith(portal); step++) {
    const response = await fetch(address, { redirect: "manual", headers: { cookie: jar.header } });
    jar.take(response);
    const location = response.headers.get("location");
    if (!location) throw new Error(`The issuer stays at ${address}: ${await response.text()}`);
    address = new URL(location, address).href;
  }
  return address;
}
