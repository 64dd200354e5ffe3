import { Alert, Button, Empty } from "antd";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemFrom } from "../api/call.ts";
import { useSay } from "../i18n/say.ts";

/** A refusal or a failure in the language of the page, its details, and a way to try again. */
export function Fault({ error, retry }: { readonly error: unknown; readonly retry?: (() => unknown) | undefined }) {
  const { t } = useTranslation();
  const say = useSay();
  const problem = problemFrom(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={say(problem.sentence)}
      description={
        problem.details.length === 0 ? undefined : (
          <ul className="plain-list wrap-anywhere fault-details">
            {problem.details.map((detail, index) => (
              <li key={index}>{detail}</li>
            ))}
          </ul>
        )
      }
      action={
        retry === undefined ? undefined : (
          <Button size="small" onClick={() => void retry()}>
            {t("act.retry")}
          </Button>
        )
      }
    />
  );
}

/** An empty place that says what would fill it. */
export function Nothing({ title, help, action }: { readonly title: string; readonly help?: string; readonly action?: ReactNode }) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <span className="nothing">
          <strong>{title}</strong>
          {help !== undefined && <span>{help}</span>}
        </span>
      }
    >
      {action}
    </Empty>
  );
}

interface WatchProps {
  readonly children: ReactNode;
  /** A new value mends the part: the page that was opened next. */
  readonly of: string;
}

/** React tells about failures of rendering only to a class. */
class Watch extends Component<WatchProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override componentDidUpdate(before: WatchProps) {
    if (before.of !== this.props.of && this.state.error !== null) this.setState({ error: null });
  }
  override render() {
    if (this.state.error === null) return this.props.children;
    return <Broken error={this.state.error} />;
  }
}

function Broken({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h2>{t("fault.stopped")}</h2>
      <Fault error={error} retry={() => window.location.reload()} />
    </div>
  );
}

/** One broken part never takes the whole page down. */
export function Guarded({ children, of }: WatchProps) {
  return <Watch of={of}>{children}</Watch>;
}
