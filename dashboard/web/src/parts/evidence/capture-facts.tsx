/** When, how and as what the page was captured; where each field was read; the page as a picture. */
import { Button, Drawer, Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListingDetailView } from "../../../../shapes.ts";
import { Moment } from "../moments.tsx";
import { Facts } from "../page.tsx";
import { Label } from "../tags.tsx";
import { OutwardLink, Unfolding } from "../untrusted.tsx";
import { evidenceAddress } from "./pictures.tsx";

type Listing = Pick<ListingDetailView, "capture" | "provenance">;

export function CaptureFacts({ capture }: { readonly capture: ListingDetailView["capture"] }) {
  const { t } = useTranslation();
  return (
    <Facts
      rows={[
        { label: t("evidence.capturedAt"), value: <Moment at={capture.at} /> },
        { label: t("evidence.addressAsked"), value: <OutwardLink url={capture.urlAsked} whole /> },
        ...(capture.urlReached === capture.urlAsked
          ? []
          : [{ label: t("evidence.addressReached"), value: <OutwardLink url={capture.urlReached} whole /> }]),
        { label: t("evidence.status"), value: capture.status },
        { label: t("evidence.engine"), value: t(`evidence.engines.${capture.engine}`) },
        { label: t("evidence.robots"), value: capture.robots },
        { label: t("evidence.program"), value: capture.program },
        {
          label: t("evidence.hash"),
          value: (
            <>
              <code className="wrap-anywhere">{capture.body}</code>{" "}
              <a href={evidenceAddress(capture.body)} target="_blank" rel="noreferrer noopener">
                {t("evidence.rawPage")}
              </a>
            </>
          ),
        },
      ]}
    />
  );
}

/** The page as a picture, and when it was taken: a moment of its own, later than the capture of the text. */
export function Screenshot({ screenshot }: { readonly screenshot: ListingDetailView["screenshot"] }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState<string | null>(null);
  if (screenshot === null) return <p className="faint">{t("evidence.noScreenshot")}</p>;
  if (broken === screenshot.captureId) return <p className="faint">{t("evidence.pictureBroken")}</p>;
  const address = `/api/captures/${encodeURIComponent(screenshot.captureId)}/screenshot`;
  return (
    <figure className="screenshot">
      <figcaption className="faint small">
        {t("evidence.screenshot")} · <Moment at={screenshot.at} />
      </figcaption>
      <a href={address} target="_blank" rel="noreferrer noopener">
        <img src={address} alt={t("evidence.screenshot")} loading="lazy" onError={() => setBroken(screenshot.captureId)} />
      </a>
    </figure>
  );
}

export function ProvenanceButton({ listing }: { readonly listing: Listing }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t("evidence.provenance")}
      </Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t("evidence.provenance")} size={760}>
        <p className="faint">{t("evidence.provenanceHelp")}</p>
        <Table
          size="small"
          rowKey={(row) => `${row.field}|${row.source}|${row.path}|${row.raw}|${row.chosen}`}
          dataSource={listing.provenance}
          pagination={false}
          columns={[
            { title: t("evidence.fieldName"), dataIndex: "field", width: 110 },
            { title: t("evidence.source"), dataIndex: "source", width: 100 },
            {
              title: t("evidence.path"),
              dataIndex: "path",
              width: 170,
              render: (path: string) => <code className="wrap-anywhere">{path}</code>,
            },
            { title: t("evidence.raw"), dataIndex: "raw", render: (raw: string) => <Unfolding text={raw} upTo={160} /> },
            {
              title: t("evidence.chosen"),
              dataIndex: "chosen",
              width: 90,
              render: (chosen: boolean) => (
                <Label tone={chosen ? "good" : "plain"}>{chosen ? t("evidence.chosen") : t("evidence.notChosen")}</Label>
              ),
            },
          ]}
        />
        <h3>{t("evidence.capture")}</h3>
        <CaptureFacts capture={listing.capture} />
      </Drawer>
    </>
  );
}
