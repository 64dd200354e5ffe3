import { Table } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useListing } from "../../api/leads.ts";
import { CaptureFacts, ProvenanceButton, Screenshot } from "../../parts/evidence/capture-facts.tsx";
import { PriceAgainstReference, SellerCard } from "../../parts/evidence/cards.tsx";
import { ListingText } from "../../parts/evidence/listing-text.tsx";
import { Gallery } from "../../parts/evidence/pictures.tsx";
import { LeadRows } from "../../parts/lead-rows.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Moment } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { Facts, Page, Section } from "../../parts/page.tsx";
import { Clamped, OutwardLink } from "../../parts/untrusted.tsx";
import { plainly } from "../../text/hidden-characters.ts";
import { count } from "../../text/money.ts";

export function ListingPage() {
  const { t } = useTranslation();
  const names = useNames();
  const id = useParams()["listingId"] ?? "";
  const query = useListing(id);
  const [picture, setPicture] = useState(0);
  const title = query.data === undefined ? t("listings.title") : plainly(query.data.title.slice(0, 120));
  return (
    <Page title={title} wide subtitle={<code>{id}</code>}>
      <Loaded query={query} rows={12}>
        {(listing) => (
          <div className="grid grid-2-1">
            <div>
              <Section title={t("evidence.leads")} flush>
                {listing.leads.length === 0 ? <p className="faint pad">{t("evidence.noLeads")}</p> : <LeadRows leads={listing.leads} />}
              </Section>
              <Section title={t("evidence.text")} extra={<ProvenanceButton listing={listing} />}>
                <ListingText listing={listing} reasons={[]} shown={false} withTitle />
              </Section>
              <Section title={t("evidence.observations")} flush>
                <Table
                  size="small"
                  rowKey="id"
                  dataSource={listing.observations}
                  pagination={listing.observations.length > 10 ? { pageSize: 10, size: "small", showSizeChanger: false } : false}
                  columns={[
                    { title: t("common.time"), width: 180, render: (_, row) => <Moment at={row.at} /> },
                    { title: t("common.title"), render: (_, row) => <Clamped text={row.title} lines={2} /> },
                  ]}
                />
              </Section>
            </div>
            <div>
              <Section title={t("evidence.pictures")}>
                <Gallery pictures={listing.pictures} reasons={[]} index={picture} onIndex={setPicture} />
                <PriceAgainstReference price={listing.price} reference={null} />
              </Section>
              <Section title={t("evidence.seller")}>
                <SellerCard seller={listing.seller} />
              </Section>
              <Section title={t("evidence.capture")}>
                <Facts
                  rows={[
                    { label: t("common.platform"), value: names.platform(listing.platform) },
                    { label: t("common.category"), value: names.category(listing.category) },
                    { label: t("evidence.address"), value: <OutwardLink url={listing.url} /> },
                    {
                      label: t("evidence.availability"),
                      value:
                        listing.availability === "InStock"
                          ? t("evidence.inStock")
                          : listing.availability === "OutOfStock"
                            ? t("evidence.outOfStock")
                            : t("common.unknown"),
                    },
                    ...(listing.salesCount === null ? [] : [{ label: t("evidence.sales"), value: count(listing.salesCount) }]),
                    { label: t("evidence.firstSeen"), value: <Moment at={listing.firstSeenAt} /> },
                    { label: t("evidence.lastSeen"), value: <Moment at={listing.lastSeenAt} /> },
                  ]}
                />
                <CaptureFacts capture={listing.capture} />
                <Screenshot screenshot={listing.screenshot} />
              </Section>
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
