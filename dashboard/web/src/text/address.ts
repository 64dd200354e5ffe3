/** What may be opened from an untrusted address: http and https only, with the host in plain sight. */
export function outwardAddress(url: string): { readonly href: string; readonly host: string } | null {
  try {
    const address = new URL(url);
    if (address.protocol !== "https:" && address.protocol !== "http:") return null;
    return { href: address.href, host: address.host };
  } catch {
    return null;
  }
}

/** Only a path of our own may be the place to go back to after signing in. */
export function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/u.test(path) && !path.startsWith("/sign-in") && !path.startsWith("/link") ? path : "/";
}
