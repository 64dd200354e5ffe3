/** The left column: views, filters, and a list of any length of which only what is in sight is drawn. */
import { Button, Input, Skeleton } from "antd";
import type { InputRef } from "antd";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { LeadRowView } from "../../../../shapes.ts";
import type { useLeads } from "../../api/leads.ts";
import { useSession } from "../../api/session.ts";
import { evidenceAddress } from "../../parts/evidence/pictures.tsx";
import { Fault, Nothing } from "../../parts/faults.tsx";
import { LockIcon, PictureIcon, RefreshIcon } from "../../parts/icons.tsx";
import { Ago } from "../../parts/moments.tsx";
import { useNames } from "../../parts/names.ts";
import { KeyCap, KindLabel, LeadStateLabel, PriorityLabel, Score } from "../../parts/tags.tsx";
import { Clamped } from "../../parts/untrusted.tsx";
import { count, money } from "../../text/money.ts";
import { FilterPopover } from "./filter-popover.tsx";
import type { QueueFilter } from "./queue-filters.ts";
import { Views } from "./views.tsx";

const rowHeight = 96;
const rowId = (id: string) => `lead-row-${id}`;

interface RowProps {
  readonly lead: LeadRowView;
  readonly platform: string;
  /** Somebody else who works on it now. */
  readonly heldBy: string | null;
}

/** Drawn anew only when its lead changes: walking through the queue must not redraw all of it. */
const Row = memo(function Row({ lead, platform, heldBy }: RowProps) {
  const { t } = useTranslation();
  const blind = lead.state === "second-review";
  return (
    <>
      <span className="queue-thumb">
        {lead.picture === null ? (
          <PictureIcon size={20} />
        ) : (
          <img src={evidenceAddress(lead.picture)} alt="" loading="lazy" decoding="async" />
        )}
      </span>
      <span className="queue-words">
        <span className="queue-title">
          <Clamped text={lead.title} lines={2} />
        </span>
        <span className="queue-line">
          <KindLabel kind={lead.kind} />
          <span className="queue-right">
            <Clamped text={lead.rightName} />
          </span>
          {!blind && <Score value={lead.probability} />}
        </span>
        <span className="queue-line faint">
          {lead.state === "new" || lead.state === "reviewing" ? (
            !blind && <PriorityLabel priority={lead.priority} />
          ) : (
            <LeadStateLabel state={lead.state} />
          )}
          <span className="queue-place">{platform}</span>
          {lead.price !== null && <span className="nowrap">{money(lead.price)}</span>}
          <span className="queue-age">
            <Ago at={lead.firstFoundAt} />
          </span>
          {heldBy !== null && (
            <span className="text-warning" title={t("review.heldBy", { name: heldBy })}>
              <LockIcon size={12} />
              <span className="sr-only">{t("review.heldBy", { name: heldBy })}</span>
            </span>
          )}
        </span>
      </span>
    </>
  );
});

interface QueueProps {
  readonly filter: QueueFilter;
  onFilter(filter: QueueFilter): void;
  readonly query: ReturnType<typeof useLeads>;
  readonly rows: readonly LeadRowView[];
  readonly total: number | null;
  readonly current: string | null;
  onOpen(id: string): void;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly searchRef: RefObject<InputRef | null>;
  readonly searchKey: string | undefined;
}

export function Queue({ filter, onFilter, query, rows, total, current, onOpen, listRef, searchRef, searchKey }: QueueProps) {
  const { t } = useTranslation();
  const names = useNames();
  const me = useSession().user?.displayName ?? null;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastDrawn = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastDrawn >= rows.length - 20) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastDrawn, rows.length]);

  const place = rows.findIndex((row) => row.id === current);
  const scrolledTo = useRef<string | null>(null);
  useEffect(() => {
    if (place < 0 || scrolledTo.current === current) return;
    scrolledTo.current = current;
    virtual.scrollToIndex(place, { align: "auto" });
  }, [place, current, virtual]);

  // A space that a person types keeps its place in the box; the address changes when they pause or press Enter.
  const typed = useRef(0);
  const search = (text: string) => {
    window.clearTimeout(typed.current);
    typed.current = window.setTimeout(() => onFilter({ ...filter, text: text.trim() }), 350);
  };
  const backToList = () => listRef.current?.focus();

  return (
    <aside className="queue" aria-label={t("review.queue")}>
      <Views filter={filter} />
      <div className="queue-tools">
        <Input
          key={filter.text}
          ref={searchRef}
          allowClear
          size="small"
          defaultValue={filter.text}
          placeholder={t("review.search")}
          aria-label={t("review.search")}
          suffix={<KeyCap keys={searchKey} />}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && backToList()}
          onPressEnter={(event) => {
            window.clearTimeout(typed.current);
            onFilter({ ...filter, text: event.currentTarget.value.trim() });
            backToList();
          }}
        />
        <FilterPopover filter={filter} onFilter={onFilter} />
      </div>
      <div className="queue-count faint">
        <span role="status">{total === null ? "" : t("review.total", { total: count(total) })}</span>
        <span>
          {t(`review.orders.${filter.order === "newest" || filter.order === "oldest" ? filter.order : "priority"}`)}
          <Button
            size="small"
            type="text"
            icon={<RefreshIcon size={13} />}
            loading={query.isRefetching && !isFetchingNextPage}
            aria-label={t("review.refresh")}
            title={t("review.refresh")}
            onClick={() => void query.refetch()}
          />
        </span>
      </div>
      {query.isError && <Fault error={query.error} retry={query.refetch} />}
      {query.isPending && <Skeleton active className="queue-loading" paragraph={{ rows: 8 }} />}
      {query.isSuccess && rows.length === 0 && <Nothing title={t("review.empty")} help={t("review.emptyHelp")} />}
      <div
        ref={listRef}
        className="queue-list"
        role="listbox"
        tabIndex={0}
        aria-label={t("review.queue")}
        {...(place >= 0 && current !== null ? { "aria-activedescendant": rowId(current) } : {})}
        onKeyDown={(event) => {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          const to = rows[place + step];
          if (step === 0 || to === undefined) return;
          event.preventDefault();
          onOpen(to.id);
        }}
      >
        <div style={{ height: virtual.getTotalSize() }} className="queue-inner" role="presentation">
          {items.map((item) => {
            const lead = rows[item.index];
            if (lead === undefined) return null;
            return (
              <div
                key={item.key}
                id={rowId(lead.id)}
                role="option"
                aria-selected={lead.id === current}
                aria-setsize={total ?? -1}
                aria-posinset={item.index + 1}
                className={`queue-row priority-${lead.priority}${lead.id === current ? " queue-row-current" : ""}`}
                style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}
                onClick={() => onOpen(lead.id)}
              >
                <Row lead={lead} platform={names.platform(lead.platform)} heldBy={lead.heldBy === me ? null : lead.heldBy} />
              </div>
            );
          })}
        </div>
      </div>
    </aside>
  );
}
