import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The frame of an ordinary page: its name as the one heading and the window's title, its actions on the right. */
export function Page({
  title,
  subtitle,
  actions,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  useWindowTitle(title);
  return (
    <div className={wide ? "page page-wide" : "page"}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {subtitle !== undefined && <div className="page-subtitle">{subtitle}</div>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useWindowTitle(title: string): void {
  const { t } = useTranslation();
  const name = t("app.name");
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}

/** A bordered part of a page with its own heading. */
export function Section({
  title,
  extra,
  children,
  flush = false,
}: {
  readonly title: ReactNode;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
}) {
  return (
    <section className={flush ? "section section-flush" : "section"}>
      <header className="section-head">
        <h2>{title}</h2>
        {extra !== undefined && <div className="section-extra">{extra}</div>}
      </header>
      <div className="section-body">{children}</div>
    </section>
  );
}

/** One figure with its words and, under it, what it must not be mistaken for. */
export function Figure({
  label,
  value,
  help,
  tone,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly help?: ReactNode;
  readonly tone?: "danger" | "good" | "warning";
}) {
  return (
    <div className={tone === undefined ? "figure" : `figure figure-${tone}`}>
      <div className="figure-label">{label}</div>
      <div className="figure-value tabular">{value}</div>
      {help !== undefined && <div className="figure-help">{help}</div>}
    </div>
  );
}

/** Pairs of a name and a value, two columns where there is room. */
export function Facts({
  rows,
  columns = 1,
}: {
  readonly rows: readonly { readonly label: string; readonly value: ReactNode }[];
  readonly columns?: 1 | 2 | 3;
}) {
  return (
    <dl className={`facts facts-${columns}`}>
      {rows.map((row) => (
        <div key={row.label} className="fact">
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
