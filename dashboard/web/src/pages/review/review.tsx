/**
 * The analysts' workspace. The queue, the evidence and the decision stand side by side; the address holds the filter and the
 * open lead. Submitting moves on at once: the answer of the server follows in its own time, and a refusal says so and leads back.
 */
import { App, Button, Skeleton } from "antd";
import type { InputRef } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { problemFrom } from "../../api/call.ts";
import { freshLead, sendDecision, useLead, useLeadCounts, useLeads, usePrefetchLead, writeLead } from "../../api/leads.ts";
import { useLease } from "../../api/lease.ts";
import { useSession } from "../../api/session.ts";
import { useSay } from "../../i18n/say.ts";
import type { DecisionView, LeadDetailView } from "../../../../shapes.ts";
import { useKeys } from "../../keys/listen.ts";
import { useEventWords } from "../../parts/evidence/history.tsx";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { useWindowTitle } from "../../parts/page.tsx";
import { plainly } from "../../text/hidden-characters.ts";
import { DecidePanel } from "./decide-panel.tsx";
import { decisionOf, deskOf, make, morningIn, nothingYet, whatChanged, type Difference, type Step, type Verdict } from "./decision.ts";
import { EvidencePane } from "./evidence-pane.tsx";
import { Queue } from "./queue.tsx";
import { readFilter, writeFilter, type QueueFilter } from "./queue-filters.ts";
import { UndoBar, type Done } from "./undo-bar.tsx";

const prefetched = 3;
const short = (title: string) => plainly(title.length > 36 ? `${title.slice(0, 36)}…` : title);

export function ReviewPage() {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const session = useSession();
  const navigate = useNavigate();
  const { notification, message } = App.useApp();
  const current = useParams()["leadId"] ?? null;
  const [search] = useSearchParams();
  useWindowTitle(t("review.title"));

  const filter = useMemo(() => readFilter(search), [search]);
  const { order, ...conditions } = filter;
  const wire = useMemo(
    () => ({ ...conditions, assignee: conditions.assignee === "me" ? (session.user?.id ?? "") : conditions.assignee }),
    [search, session.user?.id],
  );
  const query = useLeads({ ...wire, order: order === "" ? "priority" : order });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const counts = useLeadCounts(wire);
  const lead = useLead(current);
  const prefetch = usePrefetchLead();
  const words = useEventWords();

  const [making, step] = useReducer(make, nothingYet);
  const [picture, setPicture] = useState(0);
  const [highlights, setHighlights] = useState(true);
  const [done, setDone] = useState<readonly Done[]>([]);
  const [conflicts, setConflicts] = useState<Readonly<Record<string, readonly Difference[]>>>({});
  const [decidedHere, setDecidedHere] = useState<ReadonlySet<string>>(new Set());
  const [reopening, setReopening] = useState(false);
  const listRef = useRef<HTMLDivElement>(null);
  const searchRef = useRef<InputRef>(null);
  const noteRef = useRef<TextAreaRef>(null);

  const place = rows.findIndex((row) => row.id === current);
  const desk =
    lead.data === undefined
      ? null
      : deskOf(lead.data.state, { decide: session.may("leads.decide"), second: session.may("leads.second-opinion") });
  const open = desk === "decide" || desk === "second";
  const lease = useLease(current, open && session.may("leads.decide"));
  const snooze = { until: morningIn(1, new Date()), note: t("review.snoozeNote") };
  const decision = decisionOf(making, desk === "second", snooze);

  const address = (id: string | null) => {
    const written = writeFilter(filter).toString();
    return `/review${id === null ? "" : `/${encodeURIComponent(id)}`}${written === "" ? "" : `?${written}`}`;
  };
  const openLead = (id: string | null) => void navigate(address(id), { replace: current !== null && id !== null });
  const onFilter = (next: QueueFilter) => void navigate(`/review?${writeFilter(next).toString()}`);

  useEffect(() => {
    step({ do: "restart" });
    setPicture(0);
    document.querySelector(".evidence")?.scrollTo({ top: 0 });
  }, [current]);

  // The first lead opens by itself, and the list holds the focus, so that the first key already counts.
  useEffect(() => {
    const first = rows[0];
    if (current === null && first !== undefined) void navigate(address(first.id), { replace: true });
    if (document.activeElement === document.body || document.activeElement === null) listRef.current?.focus({ preventScroll: true });
  }, [current, rows]);

  useEffect(() => {
    if (place < 0) return;
    for (const row of rows.slice(place + 1, place + 1 + prefetched)) prefetch(row.id);
  }, [place, rows, prefetch]);

  const walk = (by: 1 | -1) => {
    const to = rows[place + by];
    if (to !== undefined) openLead(to.id);
  };
  const nextOpen = () =>
    rows.slice(place + 1).find((row) => !decidedHere.has(row.id)) ?? rows.find((row) => row.id !== current && !decidedHere.has(row.id));

  const refused = async (error: unknown, before: LeadDetailView) => {
    const problem = problemFrom(error);
    setDecidedHere((known) => new Set([...known].filter((id) => id !== before.id)));
    notification.error({
      key: before.id,
      duration: 0,
      title: t("review.failed", { title: short(before.listing.title) }),
      description: [say(problem.sentence), ...(problem.code === "stale" ? [] : problem.details)].join(" "),
      actions: (
        <Button
          size="small"
          onClick={() => {
            openLead(before.id);
            notification.destroy(before.id);
          }}
        >
          {t("review.backToLead")}
        </Button>
      ),
    });
    const after = await freshLead(client, before.id).catch(() => null);
    if (after !== null) setConflicts((known) => ({ ...known, [before.id]: whatChanged(before, after) }));
  };

  /** Only after the second answer is in does the first one show. */
  const reveal = (before: LeadDetailView, same: boolean) => {
    const first = [...before.history].sort((a, b) => b.seq - a.seq).find((event) => event.to === "second-review");
    const answer =
      first === undefined ? null : [words.action(first), words.code(first.body["code"])].filter((part) => part !== null).join(" ");
    notification.info({
      title: t(same ? "review.blindSame" : "review.blindBack"),
      description: answer === null ? undefined : t("review.firstAnswer", { answer }),
    });
  };
  const pending = useRef(new Set<string>());
  const send = (before: LeadDetailView, sent: DecisionView, what: string) => {
    pending.current.add(before.id);
    setDecidedHere((known) => new Set([...known, before.id]));
    setConflicts(({ [before.id]: _gone, ...rest }) => rest);
    void sendDecision(before.id, before.version, sent)
      .then(
        (after) => {
          writeLead(client, after);
          setDone((known) => [
            ...known,
            { id: before.id, version: after.version, title: short(before.listing.title), what, at: Date.now() },
          ]);
          if (sent.decide === "second-opinion") reveal(before, after.state === "confirmed");
        },
        (error: unknown) => void refused(error, before),
      )
      .finally(() => pending.current.delete(before.id));
  };

  const submit = (andNext: boolean) => {
    if (!open || lead.data === undefined || lease.state === "held" || pending.current.has(lead.data.id)) return;
    if (!decision.ok) return void message.warning(t(`review.${decision.because}`));
    const to = nextOpen();
    send(lead.data, decision.decision, t(`review.verdict.${making.verdict ?? "confirm"}`));
    step({ do: "restart" });
    if (andNext && to !== undefined) openLead(to.id);
    listRef.current?.focus({ preventScroll: true });
  };

  const undo = () => {
    const last = done.at(-1);
    if (last === undefined) return void message.info(t("review.nothingToUndo"));
    setDone((known) => known.slice(0, -1));
    sendDecision(last.id, last.version, { decide: "undo" }).then(
      (after) => {
        writeLead(client, after);
        setDecidedHere((known) => new Set([...known].filter((id) => id !== last.id)));
        void message.success(t("review.undone", { title: last.title }));
        openLead(last.id);
      },
      (error: unknown) => {
        const problem = problemFrom(error);
        setDone((known) => [...known, last]);
        notification.error({
          title: t("review.failed", { title: last.title }),
          description: [say(problem.sentence), ...problem.details].join(" "),
        });
      },
    );
    listRef.current?.focus({ preventScroll: true });
  };

  const reopen = (note: string) => {
    if (lead.data === undefined) return;
    setReopening(true);
    const before = lead.data;
    sendDecision(before.id, before.version, { decide: "reopen", note })
      .then((after) => {
        writeLead(client, after);
        setDecidedHere((known) => new Set([...known].filter((id) => id !== before.id)));
      })
      .catch((error: unknown) => void refused(error, before))
      .finally(() => setReopening(false));
  };

  const take = (made: Step) => open && step(made);
  const choose = (verdict: Verdict) => () => {
    if (desk !== "second" || verdict === "confirm" || verdict === "reject" || verdict === "insufficient") take({ do: "verdict", verdict });
  };
  const pick = (index: number) => () => take({ do: "code", index });
  const pictures = lead.data?.listing.pictures.length ?? 0;
  const turn = (by: number) => () => pictures > 0 && setPicture((picture + by + pictures) % pictures);

  useKeys({
    next: () => walk(1),
    previous: () => walk(-1),
    confirm: choose("confirm"),
    reject: choose("reject"),
    insufficient: choose("insufficient"),
    escalate: choose("escalate"),
    snooze: choose("snooze"),
    "reason-1": pick(0),
    "reason-2": pick(1),
    "reason-3": pick(2),
    "reason-4": pick(3),
    "reason-5": pick(4),
    "reason-6": pick(5),
    "reason-7": pick(6),
    "reason-8": pick(7),
    "reason-9": pick(8),
    "submit-next": () => submit(true),
    "submit-stay": () => submit(false),
    undo,
    note: () => noteRef.current?.focus(),
    "picture-previous": turn(-1),
    "picture-next": turn(1),
    highlights: () => setHighlights(!highlights),
    search: () => searchRef.current?.focus({ cursor: "all" }),
  });

  return (
    <div className="review">
      <h1 className="sr-only">{t("review.title")}</h1>
      <Queue
        filter={filter}
        onFilter={onFilter}
        query={query}
        rows={rows}
        total={counts.data?.total ?? null}
        current={current}
        onOpen={openLead}
        listRef={listRef}
        searchRef={searchRef}
        searchKey="/"
      />
      <div className="review-middle">
        {current === null ? (
          <div className="evidence">
            <Nothing title={t("review.choose")} help={t("review.chooseHelp")} />
          </div>
        ) : lead.data === undefined ? (
          <div className="evidence">
            {lead.isError ? <Fault error={lead.error} retry={lead.refetch} /> : <Skeleton active paragraph={{ rows: 12 }} />}
          </div>
        ) : (
          <EvidencePane lead={lead.data} picture={picture} onPicture={setPicture} highlights={highlights} onHighlights={setHighlights} />
        )}
      </div>
      {lead.data !== undefined && current !== null ? (
        <DecidePanel
          lead={lead.data}
          lease={lease}
          making={making}
          onStep={take}
          unready={decision.ok ? null : decision.because}
          onSubmit={submit}
          onReopen={reopen}
          reopening={reopening}
          differences={conflicts[lead.data.id] ?? null}
          noteRef={noteRef}
          onLeaveNote={() => listRef.current?.focus()}
        />
      ) : (
        <aside className="decide" aria-label={t("review.decide")} />
      )}
      <UndoBar done={done} onUndo={undo} onWalk={walk} />
    </div>
  );
}
