/** The pictures as captured, from our own store by hash; what could not be captured is said in words. */
import { Button, Modal } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListingDetailView } from "../../../../shapes.ts";
import { boxesOn, type LetteredReason } from "../../text/letters.ts";
import { PictureIcon, WarningIcon } from "../icons.tsx";
import { KeyCap } from "../tags.tsx";
import { OutwardLink, Untrusted } from "../untrusted.tsx";

type PictureView = ListingDetailView["pictures"][number];

export const evidenceAddress = (sha256: string) => `/api/evidence/${encodeURIComponent(sha256)}`;

function Fault({ picture, broken }: { readonly picture: PictureView; readonly broken: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="picture-fault">
      <WarningIcon size={20} />
      <span>
        {broken
          ? t("evidence.pictureBroken")
          : picture.fault === null
            ? t("evidence.pictureMissing")
            : t("evidence.pictureFault", { fault: picture.fault })}
      </span>
      <OutwardLink url={picture.url} />
    </div>
  );
}

/** One picture with the boxes of its reasons; scaled as a whole, so that box and picture never part. */
function Picture({
  picture,
  reasons,
  large = false,
}: {
  readonly picture: PictureView;
  readonly reasons: readonly LetteredReason[];
  readonly large?: boolean;
}) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [picture.sha256]);
  if (picture.sha256 === null || broken) return <Fault picture={picture} broken={broken} />;
  const boxes = picture.width === null || picture.height === null ? [] : boxesOn(picture.index, reasons);
  return (
    <div className={large ? "picture picture-large" : "picture"}>
      <div className="picture-frame">
        <img
          src={evidenceAddress(picture.sha256)}
          alt={t("evidence.field.image", { index: picture.index + 1 })}
          onError={() => setBroken(true)}
          decoding="async"
        />
        {boxes.length > 0 && picture.width !== null && picture.height !== null && (
          <svg className="boxes" viewBox={`0 0 ${picture.width} ${picture.height}`} aria-hidden="true" preserveAspectRatio="none">
            {boxes.map(({ letter, look, box: [x, y, width, height] }) => (
              <g key={letter} className={`box-${look}`}>
                <rect x={x} y={y} width={width} height={height} vectorEffect="non-scaling-stroke" />
                <text x={x + 4} y={y + (picture.height ?? 0) * 0.1} fontSize={(picture.height ?? 0) * 0.1}>
                  {letter}
                </text>
              </g>
            ))}
          </svg>
        )}
      </div>
    </div>
  );
}

interface GalleryProps {
  readonly pictures: readonly PictureView[];
  readonly reasons: readonly LetteredReason[];
  readonly index: number;
  onIndex(index: number): void;
  readonly keys?: { readonly previous: string | undefined; readonly next: string | undefined };
}

export function Gallery({ pictures, reasons, index, onIndex, keys }: GalleryProps) {
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  const picture = pictures[index] ?? pictures[0];
  if (picture === undefined)
    return (
      <div className="picture-fault">
        <PictureIcon size={20} />
        <span>{t("evidence.noPictures")}</span>
      </div>
    );
  const step = (by: number) => onIndex((index + by + pictures.length) % pictures.length);
  return (
    <div className="gallery">
      <button
        type="button"
        className="picture-button"
        aria-label={`${t("evidence.zoomIn")}: ${t("evidence.pictureOf", { index: index + 1, total: pictures.length })}`}
        onClick={() => setLarge(true)}
      >
        <Picture picture={picture} reasons={reasons} />
      </button>
      <div className="gallery-foot">
        <Button size="small" type="text" disabled={pictures.length < 2} onClick={() => step(-1)} aria-label={t("evidence.previousPicture")}>
          ‹ <KeyCap keys={keys?.previous} />
        </Button>
        <span className="faint tabular" role="status">
          {index + 1} / {pictures.length}
          <span className="sr-only"> {t("evidence.pictures")}</span>
        </span>
        <Button size="small" type="text" disabled={pictures.length < 2} onClick={() => step(1)} aria-label={t("evidence.nextPicture")}>
          <KeyCap keys={keys?.next} /> ›
        </Button>
      </div>
      {large && (
        <Modal
          open
          onCancel={() => setLarge(false)}
          footer={null}
          width="min(1100px, 92vw)"
          title={t("evidence.pictureOf", { index: index + 1, total: pictures.length })}
        >
          <Picture picture={picture} reasons={reasons} large />
          <p className="faint wrap-anywhere">
            {picture.width !== null && picture.height !== null && (
              <>{t("evidence.size", { width: picture.width, height: picture.height })} · </>
            )}
            {picture.sha256 !== null && <code>SHA-256 {picture.sha256}</code>} · <Untrusted text={picture.url.slice(0, 300)} />
          </p>
        </Modal>
      )}
    </div>
  );
}
