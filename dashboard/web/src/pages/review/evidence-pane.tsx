/** The middle column: what was found on which page, why it is suspected, and everything that helps to decide. */
import { Button, Tabs } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { LeadDetailView } from "../../../../shapes.ts";
import { CaptureFacts, ProvenanceButton, Screenshot } from "../../parts/evidence/capture-facts.tsx";
import { PriceAgainstReference, RightCard, SellerCard, SellerRecord } from "../../parts/evidence/cards.tsx";
import { History } from "../../parts/evidence/history.tsx";
import { ListingText } from "../../parts/evidence/listing-text.tsx";
import { MarkedText } from "../../parts/evidence/marked-text.tsx";
import { Gallery } from "../../parts/evidence/pictures.tsx";
import { ClearedList, ReasonList } from "../../parts/evidence/reason-list.tsx";
import { LeadRows } from "../../parts/lead-rows.tsx";
import { Moment } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { KeyCap } from "../../parts/tags.tsx";
import { OutwardLink, Untrusted } from "../../parts/untrusted.tsx";
import { letterReasons } from "../../text/letters.ts";
import { useBindings } from "../../keys/listen.ts";

interface EvidenceProps {
  readonly lead: LeadDetailView;
  readonly picture: number;
  onPicture(index: number): void;
  readonly highlights: boolean;
  onHighlights(shown: boolean): void;
}

export function EvidencePane({ lead, picture, onPicture, highlights, onHighlights }: EvidenceProps) {
  const { t } = useTranslation();
  const names = useNames();
  const bindings = useBindings();
  const { listing } = lead;
  const blind = lead.state === "second-review";
  const reasons = useMemo(() => letterReasons(lead.findings), [lead.findings]);
  return (
    <section className="evidence" aria-label={t("evidence.why")}>
      <div className="evidence-strip">
        <span>{names.platform(lead.platform)}</span>
        <span>{names.category(lead.category)}</span>
        <OutwardLink url={lead.url} />
        <Link to={`/listings/${encodeURIComponent(lead.listingId)}`}>{t("review.listingPage")}</Link>
        <span className="evidence-strip-end">
          {t("evidence.capturedAt")} <Moment at={listing.capture.at} />
        </span>
      </div>
      <h2 className="evidence-title">
        <MarkedText text={listing.title} field="title" reasons={reasons} shown={highlights} />
      </h2>
      <div className="evidence-line">
        <PriceAgainstReference price={listing.price} reference={lead.right?.referencePrice ?? null} />
        <span className="evidence-seller">
          {listing.seller.name === null ? (
            <span className="faint">{t("evidence.noSeller")}</span>
          ) : (
            <MarkedText text={listing.seller.name} field="seller.name" reasons={reasons} shown={highlights} />
          )}{" "}
          <span className="faint small">
            <SellerRecord record={lead.sellerRecord} />
          </span>
        </span>
      </div>
      <div className="evidence-top">
        <Gallery
          pictures={listing.pictures}
          reasons={highlights ? reasons : []}
          index={picture}
          onIndex={onPicture}
          keys={{ previous: bindings["picture-previous"][0], next: bindings["picture-next"][0] }}
        />
        <div className="why">
          <div className="why-head">
            <h3>
              {t(`kindLong.${lead.kind}`)} · <Untrusted text={lead.rightName} />
            </h3>
            <Button size="small" type="text" aria-pressed={highlights} onClick={() => onHighlights(!highlights)}>
              {t("evidence.highlights")} <KeyCap keys={bindings.highlights[0]} />
            </Button>
          </div>
          <ReasonList reasons={reasons} rules={lead.rules} />
          <ClearedList cleared={lead.cleared} />
        </div>
      </div>
      <Tabs
        size="small"
        items={[
          {
            key: "text",
            label: t("review.tabs.text"),
            children: <ListingText key={lead.id} listing={listing} reasons={reasons} shown={highlights} />,
          },
          {
            key: "facts",
            label: t("review.tabs.facts"),
            children: (
              <div className="grid grid-2">
                <RightCard right={lead.right} rightName={lead.rightName} />
                <SellerCard seller={listing.seller} record={lead.sellerRecord} />
              </div>
            ),
          },
          {
            key: "page",
            label: t("review.tabs.page"),
            children: (
              <div className="stack">
                <CaptureFacts capture={listing.capture} />
                <div>
                  <ProvenanceButton listing={listing} />
                </div>
                <Screenshot screenshot={listing.screenshot} />
              </div>
            ),
          },
          {
            key: "others",
            label: `${t("review.tabs.others")} ${lead.otherLeads.length}`,
            children:
              lead.otherLeads.length === 0 ? (
                <p className="faint">{t("evidence.noOtherLeads")}</p>
              ) : (
                <LeadRows leads={lead.otherLeads} blind={blind} />
              ),
          },
          // In a blind second review the history would give the first answer away.
          ...(blind ? [] : [{ key: "history", label: t("review.tabs.history"), children: <History events={lead.history} /> }]),
        ]}
      />
    </section>
  );
}
