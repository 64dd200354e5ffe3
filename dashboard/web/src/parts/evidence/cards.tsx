/** Price against reference, the seller and their record, the right: small cards beside the text. */
import { useTranslation } from "react-i18next";
import type { LeadDetailView, ListingDetailView } from "../../../../shapes.ts";
import { useSay } from "../../i18n/say.ts";
import { count, money } from "../../text/money.ts";
import { Facts } from "../page.tsx";
import { Clamped, Untrusted } from "../untrusted.tsx";

export function PriceAgainstReference({
  price,
  reference,
}: {
  readonly price: ListingDetailView["price"];
  readonly reference: string | null;
}) {
  const { t } = useTranslation();
  return (
    <span className="price-line">
      <strong className="price tabular">{price === null ? t("common.noPrice") : money(price)}</strong>
      <span className="faint">{reference === null ? t("evidence.noReference") : t("evidence.priceReference", { price: reference })}</span>
    </span>
  );
}

export function SellerCard({
  seller,
  record,
}: {
  readonly seller: ListingDetailView["seller"];
  readonly record?: LeadDetailView["sellerRecord"];
}) {
  const { t } = useTranslation();
  const type = seller.type === "flagship" || seller.type === "authorised" || seller.type === "ordinary" ? seller.type : "unknown";
  return (
    <Facts
      rows={[
        {
          label: t("evidence.seller"),
          value: seller.name === null ? <span className="faint">{t("evidence.noSeller")}</span> : <Clamped text={seller.name} lines={2} />,
        },
        { label: t("evidence.sellerType"), value: t(`evidence.sellerTypes.${type}`) },
        ...(seller.id === null ? [] : [{ label: t("evidence.sellerId"), value: <Clamped text={seller.id} /> }]),
        ...(seller.licence === null
          ? []
          : [
              {
                label: t("evidence.licence"),
                value: (
                  <code className="wrap-anywhere">
                    <Untrusted text={seller.licence.slice(0, 200)} />
                  </code>
                ),
              },
            ]),
        ...(seller.location === null ? [] : [{ label: t("evidence.location"), value: <Clamped text={seller.location} /> }]),
        ...(record === undefined ? [] : [{ label: t("evidence.sellerRecord"), value: <SellerRecord record={record} /> }]),
      ]}
    />
  );
}

export function SellerRecord({ record }: { readonly record: LeadDetailView["sellerRecord"] }) {
  const { t } = useTranslation();
  return (
    <span className="tabular">
      {t("evidence.recordLeads")} {count(record.leads)} ·{" "}
      <span className={record.confirmed > 0 ? "text-danger" : ""}>
        {t("evidence.recordConfirmed")} {count(record.confirmed)}
      </span>{" "}
      · {t("evidence.recordRejected")} {count(record.rejected)} · {t("evidence.recordNotices")} {count(record.notices)}
    </span>
  );
}

export function RightCard({ right, rightName }: { readonly right: LeadDetailView["right"]; readonly rightName: string }) {
  const { t } = useTranslation();
  const say = useSay();
  if (right === null)
    return (
      <p className="faint">
        {rightName}: {t("evidence.rightGone")}
      </p>
    );
  return (
    <Facts
      rows={[
        { label: t("evidence.right"), value: <strong>{right.name}</strong> },
        { label: t("evidence.owner"), value: right.owner === "" ? "–" : right.owner },
        ...right.details.map((detail) => ({ label: say(detail.label), value: <Clamped text={detail.value} lines={3} /> })),
      ]}
    />
  );
}
