/** Text that somebody else wrote: never markup, hidden characters shown as marks, long runs clamped. */
import { Button, Tooltip } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { outwardAddress } from "../text/address.ts";
import { plainly, revealHidden, type HiddenSort } from "../text/hidden-characters.ts";
import { OutwardIcon } from "./icons.tsx";

function HiddenMark({ code, sort }: { readonly code: string; readonly sort: HiddenSort }) {
  const { t } = useTranslation();
  const words = `${t(`common.hidden.${sort}`)} ${code}`;
  return (
    <span className="hidden-mark" title={words}>
      <span aria-hidden="true">{code.slice(2)}</span>
      <span className="sr-only">[{words}]</span>
    </span>
  );
}

/** The text itself, isolated from the direction of its surroundings. */
export function Untrusted({ text }: { readonly text: string }) {
  return (
    <bdi className="untrusted">
      {revealHidden(text).map((piece, index) =>
        piece.kind === "text" ? (
          <Fragment key={index}>{piece.text}</Fragment>
        ) : (
          <HiddenMark key={index} code={piece.code} sort={piece.sort} />
        ),
      )}
    </bdi>
  );
}

/** Clamped to `lines`; the whole text on hover. */
export function Clamped({ text, lines = 1 }: { readonly text: string; readonly lines?: 1 | 2 | 3 }) {
  return (
    <span className={`clamp clamp-${lines}`} title={plainly(text.slice(0, 600))}>
      <Untrusted text={text.slice(0, 2000)} />
    </span>
  );
}

/** A long text that opens on demand; says how long it is instead of cutting it silently. */
export function Unfolding({ text, upTo = 600 }: { readonly text: string; readonly upTo?: number }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const long = text.length > upTo;
  return (
    <>
      <span className="pre-wrap">
        <Untrusted text={long && !open ? `${text.slice(0, upTo)}…` : text} />
      </span>
      {long && (
        <Button type="link" size="small" onClick={() => setOpen(!open)}>
          {open ? t("act.showLess") : t("act.showAll", { count: text.length })}
        </Button>
      )}
    </>
  );
}

/** A way out to a page we do not vouch for: host in plain sight, no referrer, no opener. */
export function OutwardLink({ url, whole = false }: { readonly url: string; readonly whole?: boolean }) {
  const { t } = useTranslation();
  const address = outwardAddress(url);
  if (address === null)
    return (
      <Tooltip title={t("common.unsafeAddress")}>
        <span className="faint wrap-anywhere">
          <Untrusted text={url.slice(0, 300)} />
        </span>
      </Tooltip>
    );
  return (
    <a
      className="outward wrap-anywhere"
      href={address.href}
      target="_blank"
      rel="noreferrer noopener"
      title={t("common.outside", { host: address.host })}
    >
      {whole ? plainly(address.href) : address.host} <OutwardIcon size={12} />
    </a>
  );
}
