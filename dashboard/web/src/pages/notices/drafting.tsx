/** Confirmed leads, grouped as they will become notices: platform × right × kind, split at the platform's link limit. */
import { App, Button, Checkbox, Radio } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { noticeShape, type LeadRowView, type NoticeView } from "../../../../shapes.ts";
import { useLeads } from "../../api/leads.ts";
import { useDraftNotices } from "../../api/notices.ts";
import { usePlatforms } from "../../api/settings.ts";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { MoreRows } from "../../parts/more-rows.tsx";
import { useNames } from "../../parts/names.ts";
import { Page, Section } from "../../parts/page.tsx";
import { Score } from "../../parts/tags.tsx";
import { Clamped, OutwardLink } from "../../parts/untrusted.tsx";

const kinds = noticeShape.shape.kind.options;

interface Group {
  readonly key: string;
  readonly leads: readonly LeadRowView[];
  readonly first: LeadRowView;
}

/** Leads in groups that one notice may carry. */
function groupLeads(leads: readonly LeadRowView[]): Group[] {
  const groups = new Map<string, LeadRowView[]>();
  for (const lead of leads) {
    const key = JSON.stringify([lead.platform, lead.rightId, lead.kind]);
    groups.set(key, [...(groups.get(key) ?? []), lead]);
  }
  return [...groups].flatMap(([key, members]) => (members[0] === undefined ? [] : [{ key, leads: members, first: members[0] }]));
}

export function DraftingPage() {
  const { t } = useTranslation();
  const names = useNames();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [search] = useSearchParams();
  const asked = search.get("lead");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(asked === null ? [] : [asked]));
  const [kind, setKind] = useState<NoticeView["kind"]>("authority");
  const query = useLeads({ state: ["confirmed"] });
  const platforms = usePlatforms().data ?? [];
  const draft = useDraftNotices();
  const leads = useMemo(
    () => query.data?.pages.flatMap((page) => page.rows).filter((row) => row.state === "confirmed") ?? [],
    [query.data],
  );
  const groups = useMemo(() => groupLeads(leads), [leads]);
  const limitOf = (platform: string) => platforms.find((known) => known.name === platform)?.linkLimit ?? 50;
  const chosenIn = (group: Group) => group.leads.filter((lead) => chosen.has(lead.id));
  const noticesFor = (group: Group) => Math.ceil(chosenIn(group).length / limitOf(group.first.platform));
  const total = groups.reduce((all, group) => all + noticesFor(group), 0);
  const picked = groups.flatMap(chosenIn);
  const tick = (ids: readonly string[], on: boolean) =>
    setChosen((known) => new Set(on ? [...known, ...ids] : [...known].filter((id) => !ids.includes(id))));
  const go = () =>
    draft.mutate(
      { leadIds: picked.map((lead) => lead.id), kind },
      {
        onSuccess: ({ notices }) => {
          void message.success(t("notices.drafted", { count: notices.length }));
          const only = notices.length === 1 ? notices[0] : undefined;
          void navigate(only === undefined ? "/notices" : `/notices/${encodeURIComponent(only.id)}`);
        },
      },
    );
  return (
    <Page title={t("notices.draftingTitle")} subtitle={t("notices.draftingHelp")} actions={<Link to="/notices">{t("act.back")}</Link>}>
      {draft.isError && <Fault error={draft.error} />}
      <Loaded query={query}>
        {() =>
          groups.length === 0 ? (
            <Nothing
              title={t("notices.nothingConfirmed")}
              help={t("notices.nothingConfirmedHelp")}
              action={<Link to="/review">{t("nav.review")}</Link>}
            />
          ) : (
            <>
              <fieldset className="kind-choice">
                <legend>{t("notices.draftingKind")}</legend>
                <Radio.Group value={kind} onChange={(event) => setKind(kinds.find((one) => one === event.target.value) ?? "authority")}>
                  {kinds.map((one) => (
                    <Radio key={one} value={one}>
                      {t(`noticeKind.${one}`)} <span className="faint">{t(`noticeKindHelp.${one}`)}</span>
                    </Radio>
                  ))}
                </Radio.Group>
              </fieldset>
              {groups.map((group) => {
                const ids = group.leads.map((lead) => lead.id);
                const on = chosenIn(group).length;
                return (
                  <Section
                    key={group.key}
                    flush
                    title={t("notices.group", {
                      platform: names.platform(group.first.platform),
                      right: group.first.rightName,
                      kind: names.kind(group.first.kind),
                    })}
                    extra={
                      <>
                        {on > 0 && (
                          <span className="faint">
                            {t("notices.willDraft", { count: noticesFor(group) })} ·{" "}
                            {t("notices.split", { limit: limitOf(group.first.platform) })}
                          </span>
                        )}
                        <Checkbox
                          checked={on === ids.length}
                          indeterminate={on > 0 && on < ids.length}
                          onChange={(event) => tick(ids, event.target.checked)}
                        >
                          {t("notices.selectGroup")}
                        </Checkbox>
                      </>
                    }
                  >
                    <ul className="lead-ticks">
                      {group.leads.map((lead) => (
                        <li key={lead.id}>
                          <Checkbox checked={chosen.has(lead.id)} onChange={(event) => tick([lead.id], event.target.checked)}>
                            <Clamped text={lead.title} />
                          </Checkbox>
                          <span className="lead-tick-end">
                            {lead.reasonCode !== null && <span className="faint">{lead.reasonCode}</span>}
                            <Score value={lead.probability} />
                            <OutwardLink url={lead.url} />
                          </span>
                        </li>
                      ))}
                    </ul>
                  </Section>
                );
              })}
              <MoreRows query={query} shown={leads.length} />
              <div className="sticky-foot">
                <span role="status">{t("notices.chosen", { leads: picked.length, notices: total })}</span>
                <Button type="primary" disabled={picked.length === 0} loading={draft.isPending} onClick={go}>
                  {t("notices.draftGo")}
                </Button>
              </div>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
