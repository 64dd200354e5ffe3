/** One thing `tiequan doctor` looked at. Each room looks after its own; the command line and the settings page show them all. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warning" | "missing" | "wrong";
  readonly found: string;
  /** What to do about it; of no account when the state is `ok`. */
  readonly remedy: string;
}
