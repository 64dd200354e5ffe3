/** One thing `tiequan doctor` looked at. */
export interface Finding {
  readonly name: string;
  readonly state: "present" | "missing" | "wrong";
  readonly found: string;
  /** What to do; null when nothing needs doing. */
  readonly remedy: string | null;
}
