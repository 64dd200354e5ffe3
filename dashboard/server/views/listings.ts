/** Listings and captures as the pages show them. Text goes out as data; the pages never render it as HTML. */
import type { Capture } from "../../../domain/capture.ts";
import type { ListingRecord } from "../../../domain/ports.ts";
import type { ListingDetailView } from "../../shapes.ts";

export function captureView(capture: Capture): ListingDetailView["capture"] {
  return {
    id: capture.id,
    purpose: capture.purpose,
    urlAsked: capture.urlAsked,
    urlReached: capture.urlReached,
    status: capture.status,
    at: capture.at.toISOString(),
    body: capture.body,
    screenshot: capture.screenshot,
    engine: capture.environment.engine,
    robots: capture.environment.robots,
    program: capture.environment.program,
  };
}

export function listingView(record: ListingRecord): Omit<ListingDetailView, "leads" | "observations"> {
  const { listing } = record;
  return {
    id: record.id,
    platform: record.platform,
    url: record.url,
    firstSeenAt: record.firstSeenAt.toISOString(),
    lastSeenAt: record.lastSeenAt.toISOString(),
    title: listing.title,
    description: listing.description ?? "",
    category: listing.category ?? null,
    attributes: pairs(listing.attributes),
    price: listing.price === undefined ? null : { amount: listing.price.amount, currency: listing.price.currency ?? null },
    seller: {
      id: listing.seller?.id ?? null,
      name: listing.seller?.name ?? null,
      type: listing.seller?.type ?? "unknown",
      licence: listing.seller?.licence ?? null,
      location: listing.seller?.location ?? null,
    },
    identifiers: pairs(listing.identifiers),
    availability: listing.availability ?? null,
    salesCount: listing.salesCount ?? null,
    pictures: record.pictures.map((picture) => ({ ...picture })),
    capture: captureView(record.capture),
    screenshot: record.screenshot === null ? null : { captureId: record.screenshot.id, at: record.screenshot.at.toISOString() },
    provenance: record.provenance.map((entry) => ({ ...entry })),
  };
}

function pairs(record: Readonly<Record<string, string>> | undefined): { name: string; value: string }[] {
  return Object.entries(record ?? {}).map(([name, value]) => ({ name, value }));
}
