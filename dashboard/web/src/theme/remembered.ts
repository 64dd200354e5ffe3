/** What this browser remembers of a person's choices. A browser that forbids storage simply forgets. */
export function remembered(name: string): string | null {
  try {
    return window.localStorage.getItem(`tiequan.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): boolean {
  try {
    window.localStorage.setItem(`tiequan.${name}`, value);
    return true;
  } catch {
    return false;
  }
}
