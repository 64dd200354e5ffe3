/** Leads as the pages show them: the rule in words beside each reference, the right beside the suspicion. */
import type { Finding } from "../../../domain/finding.ts";
import type { LawBook } from "../../../domain/law.ts";
import type { Lead } from "../../../domain/lead.ts";
import type { LeadDetail, LeadRow } from "../../../domain/ports.ts";
import type { LeadDetailView, LeadRowView, LeadView } from "../../shapes.ts";
import { listingView } from "./listings.ts";
import { auditEventView, iso, type Names } from "./people.ts";

export function leadView(lead: Lead): LeadView {
  return {
    id: lead.id,
    listingId: lead.listingId,
    observationId: lead.observationId,
    platform: lead.platform,
    category: lead.category,
    kind: lead.kind,
    rightId: lead.rightId,
    rightName: lead.rightName,
    state: lead.state,
    probability: lead.probability,
    priority: lead.priority,
    reasonCode: lead.reasonCode,
    assignee: lead.assignee,
    snoozedUntil: iso(lead.snoozedUntil),
    firstFoundAt: lead.firstFoundAt.toISOString(),
    lastFoundAt: lead.lastFoundAt.toISOString(),
    version: lead.version,
  };
}

export function leadRowView(row: LeadRow, names: Names): LeadRowView {
  return {
    ...leadView(row),
    title: row.title,
    url: row.url,
    price: row.price,
    sellerName: row.sellerName,
    picture: row.picture,
    heldBy: row.heldBy === null ? null : names(row.heldBy),
  };
}

export function leadDetailView(detail: LeadDetail, laws: LawBook, right: LeadDetailView["right"], names: Names): LeadDetailView {
  return {
    ...leadRowView(detail, names),
    listing: listingView(detail.listing),
    findings: detail.findings.map(mutable),
    cleared: detail.cleared.map(mutable),
    history: detail.history.map((event) => auditEventView(event, names)),
    otherLeads: detail.otherLeads.map((row) => leadRowView(row, names)),
    sellerRecord: { ...detail.sellerRecord },
    noticeId: detail.noticeId,
    rules: rulesOf([...detail.findings, ...detail.cleared], laws),
    right,
  };
}

/** The store's records are read-only; the shape is not. */
const mutable = (finding: Finding): LeadDetailView["findings"][number] => structuredClone(finding);

function rulesOf(findings: readonly Finding[], laws: LawBook): LeadDetailView["rules"] {
  const cited = new Map(
    findings.flatMap((finding) => finding.law.map((ref) => [`${ref.law} ${ref.article} ${ref.version}`, ref] as const)),
  );
  return [...cited.values()].flatMap((ref) => {
    const rule = laws.rules.find(
      (candidate) => candidate.law === ref.law && candidate.article === ref.article && candidate.version === ref.version,
    );
    return rule === undefined
      ? []
      : [{ law: rule.law, article: rule.article, version: rule.version, rule: rule.rule, verified: rule.verified }];
  });
}
