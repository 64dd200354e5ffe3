/** Title, description, attributes and identifiers of a listing as captured, marked where a reason points. */
import { useTranslation } from "react-i18next";
import type { ListingDetailView } from "../../../../shapes.ts";
import type { LetteredReason } from "../../text/letters.ts";
import { Untrusted } from "../untrusted.tsx";
import { MarkedText } from "./marked-text.tsx";

type ListingText = Pick<ListingDetailView, "title" | "description" | "attributes" | "identifiers">;

export function ListingText({
  listing,
  reasons,
  shown,
  withTitle = false,
}: {
  readonly listing: ListingText;
  readonly reasons: readonly LetteredReason[];
  readonly shown: boolean;
  readonly withTitle?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <div className="listing-text">
      {withTitle && (
        <>
          <h3>{t("evidence.title")}</h3>
          <p>
            <MarkedText text={listing.title} field="title" reasons={reasons} shown={shown} />
          </p>
        </>
      )}
      <h3>{t("evidence.description")}</h3>
      {listing.description === "" ? (
        <p className="faint">{t("evidence.noDescription")}</p>
      ) : (
        <p>
          <MarkedText text={listing.description} field="description" reasons={reasons} shown={shown} />
        </p>
      )}
      <h3>{t("evidence.attributes")}</h3>
      {listing.attributes.length === 0 ? (
        <p className="faint">{t("evidence.noAttributes")}</p>
      ) : (
        <dl className="attributes">
          {listing.attributes.map((attribute, index) => (
            <div key={index}>
              <dt>
                <Untrusted text={attribute.name.slice(0, 200)} />
              </dt>
              <dd>
                <MarkedText text={attribute.value} field={`attributes.${attribute.name}`} reasons={reasons} shown={shown} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {listing.identifiers.length > 0 && (
        <>
          <h3>{t("evidence.identifiers")}</h3>
          <dl className="attributes">
            {listing.identifiers.map((identifier, index) => (
              <div key={index}>
                <dt>
                  <Untrusted text={identifier.name.slice(0, 200)} />
                </dt>
                <dd>
                  <code>
                    <Untrusted text={identifier.value.slice(0, 1000)} />
                  </code>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}
